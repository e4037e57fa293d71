"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import type { Unsent } from "@/lib/chat-client/unsent";
import { useMessageActions } from "./message-actions";

export interface FailedMarkProps {
  unsent: Unsent;
  onRetry: (id: string, options?: { sendAnyway?: boolean }) => void;
  onDiscard: (id: string) => void;
}

/** Under a message that the server refused: why, and what can be done. Nothing of it is lost. */
export function FailedMark({ unsent, onRetry, onDiscard }: FailedMarkProps) {
  const t = useTranslations("chat.delivery");
  const words = useProblemWords();
  const { takeBack } = useMessageActions();
  const copy = () => {
    void navigator.clipboard?.writeText(unsent.body).then(() => toast({ title: t("copied") }));
  };
  return (
    <div role="alert" className="flex flex-wrap items-center justify-end gap-x-3 gap-y-0.5 text-xs">
      <span className="flex items-center gap-1 text-danger-text">
        <CircleAlert aria-hidden className="size-3.5 shrink-0" />
        {t("failed")}
        {unsent.error ? <span>· {words(unsent.error)}</span> : null}
      </span>
      {unsent.error?.reason === "stale_reply" ? (
        <Button variant="link" size="sm" onClick={() => onRetry(unsent.id, { sendAnyway: true })}>
          {t("sendAnyway")}
        </Button>
      ) : (
        <Button variant="link" size="sm" onClick={() => onRetry(unsent.id)}>
          {t("retry")}
        </Button>
      )}
      {takeBack ? (
        <Button variant="link" size="sm" onClick={() => takeBack(unsent)}>
          {t("edit")}
        </Button>
      ) : null}
      <Button variant="link" size="sm" onClick={copy}>
        {t("copy")}
      </Button>
      <Button variant="link" size="sm" onClick={() => onDiscard(unsent.id)}>
        {t("delete")}
      </Button>
    </div>
  );
}
