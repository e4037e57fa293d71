"use client";

import { LogOut, MessagesSquare, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { BackToList, ZoneHeader } from "@/components/shell/zone-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Kbd } from "@/components/ui/kbd";
import { ThreadSkeleton } from "../../inbox/_components/thread-skeleton";
import type { useOpenChat } from "./use-open-chat";

export interface NoChatProps {
  open: ReturnType<typeof useOpenChat>;
  listHref: string;
  onBack: () => void;
}

/** In place of a conversation: none chosen, on its way, not the member's any more, or failed. */
export function NoChat({ open, listHref, onBack }: NoChatProps) {
  const t = useTranslations("chats.thread");
  if (open.chatId === null) {
    return (
      <EmptyState
        icon={MessagesSquare}
        title={t("none")}
        text={t.rich("noneText", { key: (keys) => <Kbd keys={[String(keys)]} /> })}
        className="m-auto"
      />
    );
  }
  const head = (
    <ZoneHeader className="md:hidden">
      <BackToList href={listHref} />
    </ZoneHeader>
  );
  if (!open.error) {
    return (
      <>
        {head}
        <ThreadSkeleton />
      </>
    );
  }
  const gone = open.error.code === "NOT_FOUND" || open.error.code === "INVALID";
  return (
    <>
      {head}
      {gone ? (
        <EmptyState
          icon={open.left ? LogOut : SearchX}
          title={t(open.left ? "left" : "notFound")}
          text={open.left ? undefined : t("notFoundText")}
          action={<Button onClick={onBack}>{t("back")}</Button>}
          className="m-auto"
        />
      ) : (
        <ErrorState title={t("failed")} onRetry={open.retry} className="m-auto" />
      )}
    </>
  );
}
