"use client";

import { useTranslations } from "next-intl";
import { ChatAvatar } from "@/components/chats/chat-avatar";
import type { ChatRow } from "@/lib/domain/chats/list-views";

/** In place of messages while there are none: what this chat is for. */
export function ChatBeginning({ chat, name, myId }: { chat: ChatRow; name: string; myId: string }) {
  const t = useTranslations("chats.thread");
  const self = chat.kind === "direct" && chat.people[0]?.id === myId;
  return (
    <div className="pointer-events-none absolute inset-0 flex flex-col items-center justify-center gap-3 p-6 text-center">
      <ChatAvatar chat={chat} myId={myId} name={name} />
      <p className="max-w-sm text-balance text-muted text-sm">
        {self ? t("beginSelf") : chat.kind === "direct" ? t("begin", { name }) : t("beginGroup")}
      </p>
    </div>
  );
}
