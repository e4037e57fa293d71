"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { leaveForProvider } from "@/lib/auth/browser";

export interface ProviderButtonsProps {
  providers: { id: string; name: string }[];
  next: string;
}

/** One button for each configured provider. */
export function ProviderButtons({ providers, next }: ProviderButtonsProps) {
  const t = useTranslations("auth");
  const [failed, setFailed] = useState(false);
  const [pending, start] = useTransition();
  if (providers.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      {failed ? <Banner tone="danger">{t("providerFailed")}</Banner> : null}
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          size="lg"
          pending={pending}
          onClick={() => start(async () => setFailed(!(await leaveForProvider(id, next))))}
        >
          {t("signIn.provider", { name })}
        </Button>
      ))}
    </div>
  );
}
