"use client";

import { Archive, ArchiveRestore, Bell, BellOff, Ellipsis, Mail, MailOpen, Pin, PinOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useKeyCaps } from "@/components/shell/use-key-caps";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import type { ChatRow } from "@/lib/domain/chats/list-views";
import type { ChatDeeds } from "./use-chat-deeds";

export interface ChatMenuProps {
  chat: ChatRow;
  deeds: ChatDeeds;
  onMarkUnread: () => void;
}

/** How the reader keeps this chat. */
export function ChatMenu({ chat, deeds, onMarkUnread }: ChatMenuProps) {
  const t = useTranslations("chats.menu");
  const unreadKeys = useKeyCaps("u");
  const { pinned, muted, archived, unread, kind } = chat;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton label={t("label")}>
          <Ellipsis aria-hidden />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem
          icon={pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
          onSelect={() => deeds.pin(chat)}
        >
          {t(pinned ? "unpin" : "pin")}
        </DropdownMenuItem>
        <DropdownMenuItem
          icon={muted ? <Bell aria-hidden /> : <BellOff aria-hidden />}
          onSelect={() => deeds.mute(chat)}
        >
          {t(muted ? "unmute" : "mute")}
        </DropdownMenuItem>
        {unread > 0 ? (
          <DropdownMenuItem icon={<MailOpen aria-hidden />} onSelect={() => deeds.markRead(chat)}>
            {t("read")}
          </DropdownMenuItem>
        ) : (
          <DropdownMenuItem icon={<Mail aria-hidden />} keys={unreadKeys} onSelect={onMarkUnread}>
            {t("unread")}
          </DropdownMenuItem>
        )}
        {kind === "support" ? null : (
          <DropdownMenuItem
            icon={archived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
            onSelect={() => deeds.archive(chat)}
          >
            {t(archived ? "unarchive" : "archive")}
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
