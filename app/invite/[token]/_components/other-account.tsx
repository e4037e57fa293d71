"use client";

import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { signOut } from "@/lib/auth/browser";

/** Signed in with another address than the invited one. */
export function OtherAccount({
  token,
  email,
  signedInAs,
}: {
  token: string;
  email: string;
  signedInAs: string;
}) {
  const t = useTranslations("workspaces.invite");
  const [pending, startTransition] = useTransition();
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm">{t("otherAccount", { email, signedInAs })}</p>
      <Button
        variant="primary"
        size="lg"
        pending={pending}
        onClick={() => startTransition(() => signOut(`/invite/${token}`))}
      >
        {t("switch")}
      </Button>
    </div>
  );
}
