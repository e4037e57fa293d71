"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Banner } from "@/components/ui/banner";
import type { ThreadSnapshot } from "@/lib/chat-client/thread-store";
import { useOnline } from "@/lib/chat-client/use-online";

/** A connection that comes back within this time was never worth a word, in milliseconds. */
const patience = 2_500;

/** Says when a conversation is not live, and what that means for its reader. */
export function ConnectionBar({ status }: { status: ThreadSnapshot<never, never>["status"] }) {
  const t = useTranslations("chat.connection");
  const online = useOnline();
  const troubled = !online || status === "polling" || status === "catching-up";
  const [shown, setShown] = useState(false);

  useEffect(() => {
    if (!troubled) {
      setShown(false);
      return;
    }
    const timer = setTimeout(() => setShown(true), patience);
    return () => clearTimeout(timer);
  }, [troubled]);

  if (!shown || !troubled) return null;
  if (!online)
    return (
      <Banner shape="bar" tone="offline">
        {t("offline")}
      </Banner>
    );
  return (
    <Banner shape="bar" tone={status === "catching-up" ? "info" : "offline"}>
      {status === "catching-up" ? t("catchingUp") : t("polling")}
    </Banner>
  );
}
