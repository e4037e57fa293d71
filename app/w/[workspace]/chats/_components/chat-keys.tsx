"use client";

import { Archive, BellOff, ListPlus, Mail, MessageSquare, Pin } from "lucide-react";
import { useTranslations } from "next-intl";
import { useActions } from "@/components/shell/actions";
import type { ChatRow } from "@/lib/domain/chats/list-views";
import type { ChatDeeds } from "./use-chat-deeds";

export interface ChatKeysProps {
  chat: ChatRow;
  deeds: ChatDeeds;
  onWrite: () => void;
  onMarkUnread: () => void;
  /** Undefined where the member may make no tasks. */
  onMakeTask?: () => void;
}

/** What the keyboard and the command palette can do with the open chat. */
export function ChatKeys({ chat, deeds, onWrite, onMarkUnread, onMakeTask }: ChatKeysProps) {
  const t = useTranslations("chats.keys");
  const group = t("thread");
  useActions([
    { id: "chat.write", label: t("write"), group, keys: "r", icon: MessageSquare, run: onWrite },
    { id: "chat.unread", label: t("unread"), group, keys: "u", icon: Mail, run: onMarkUnread },
    { id: "chat.pin", label: t("pin"), group, icon: Pin, run: () => deeds.pin(chat) },
    { id: "chat.mute", label: t("mute"), group, icon: BellOff, run: () => deeds.mute(chat) },
    {
      id: "chat.archive",
      label: t("archive"),
      group,
      keys: "e",
      icon: Archive,
      run: () => deeds.archive(chat),
    },
    ...(onMakeTask
      ? [
          {
            id: "chat.makeTask",
            label: t("makeTask"),
            group,
            keys: "shift+t",
            icon: ListPlus,
            run: onMakeTask,
          },
        ]
      : []),
  ]);
  return null;
}
