"use client";

import { LogOut, MessagesSquare, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { NoConversation } from "@/components/chat/no-conversation";
import { Kbd } from "@/components/ui/kbd";
import type { useOpenChat } from "./use-open-chat";

export interface NoChatProps {
  open: ReturnType<typeof useOpenChat>;
  listHref: string;
  onBack: () => void;
}

/** In place of a conversation: none chosen, on its way, not the member's any more, or failed. */
export function NoChat({ open, listHref, onBack }: NoChatProps) {
  const t = useTranslations("chats.thread");
  return (
    <NoConversation
      chosen={open.chatId !== null}
      error={open.error}
      texts={{
        none: {
          icon: MessagesSquare,
          title: t("none"),
          text: t.rich("noneText", { key: (keys) => <Kbd keys={[String(keys)]} /> }),
        },
        gone: open.left
          ? { icon: LogOut, title: t("left") }
          : { icon: SearchX, title: t("notFound"), text: t("notFoundText") },
        back: t("back"),
        failed: t("failed"),
      }}
      listHref={listHref}
      onBack={onBack}
      onRetry={open.retry}
    />
  );
}
