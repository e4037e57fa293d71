"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { keep, keptKeys, readKept } from "@/lib/chat-client/kept";
import type { CustomerApi } from "@/lib/customer-chat/api";
import { IdentityForm } from "./identity-form";

export interface ContactPromptProps {
  inboxKey: string;
  api: CustomerApi;
  onIdentified: () => Promise<void>;
}

/** Offers an anonymous customer the answer by mail; once declined, it stays away. */
export function ContactPrompt({ inboxKey, api, onIdentified }: ContactPromptProps) {
  const t = useTranslations("customer.identity");
  const key = keptKeys.contactPrompt(inboxKey);
  const [stage, setStage] = useState<"offer" | "form" | "declined">(() =>
    readKept(key) ? "declined" : "offer",
  );
  if (stage === "declined") return null;
  return (
    <section className="mt-6 rounded-xl border border-border p-3">
      <p className="font-medium text-sm">{t("prompt")}</p>
      {stage === "form" ? (
        <div className="mt-3">
          <IdentityForm
            api={api}
            initial={{ name: "", email: "" }}
            onSaved={onIdentified}
            onCancel={() => setStage("offer")}
          />
        </div>
      ) : (
        <div className="mt-2 flex gap-2">
          <Button size="sm" variant="soft" onClick={() => setStage("form")}>
            {t("leave")}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            onClick={() => {
              keep(key, "1");
              setStage("declined");
            }}
          >
            {t("notNow")}
          </Button>
        </div>
      )}
    </section>
  );
}
