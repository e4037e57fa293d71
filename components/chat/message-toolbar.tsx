"use client";

import {
  Copy,
  Ellipsis,
  Link2,
  ListPlus,
  MailOpen,
  Pencil,
  Reply,
  SmilePlus,
  Split,
  Trash2,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import type { MemberEntry } from "@/lib/domain/chats/views";
import { EmojiPopover } from "./emoji-popover";
import { isOwn, useMessageActions } from "./message-actions";

export interface MessageToolbarProps {
  entry: MemberEntry;
  /** On which side of the message there is room. */
  side: "left" | "right";
  menuOpen: boolean;
  onMenu: (open: boolean) => void;
  /** The emoji are open: the bar stays, wherever the pointer goes. */
  onEmoji: (open: boolean) => void;
}

/** What can be done with a message, beside it: the most frequent as buttons, everything in a menu. */
export function MessageToolbar({ entry, side, menuOpen, onMenu, onEmoji }: MessageToolbarProps) {
  const t = useTranslations("chat.actions");
  const delivery = useTranslations("chat.delivery");
  const actions = useMessageActions();
  const { me, mayDeleteAny, reply, markUnread, makeTask, select } = actions;
  const [emoji, setEmoji] = useState(false);
  const own = isOwn(entry, me);
  const openEmoji = (open: boolean) => {
    setEmoji(open);
    onEmoji(open);
  };
  const copyText = () =>
    void navigator.clipboard?.writeText(entry.body).then(() => toast({ title: delivery("copied") }));
  return (
    <div
      role="toolbar"
      aria-label={t("label")}
      className={cn(
        "-top-8 absolute z-10 flex rounded-lg border border-border bg-raised p-0.5 shadow-xs sm:top-0",
        side === "right"
          ? "right-0 sm:right-auto sm:left-full sm:ml-1.5"
          : "left-0 sm:right-full sm:left-auto sm:mr-1.5",
      )}
    >
      {entry.deleted ? null : (
        <EmojiPopover open={emoji} onOpenChange={openEmoji} onPick={(picked) => actions.react(entry, picked)}>
          <IconButton label={t("react")} size="sm">
            <SmilePlus aria-hidden />
          </IconButton>
        </EmojiPopover>
      )}
      {reply && !entry.deleted ? (
        <IconButton label={t("reply")} size="sm" onClick={() => reply(entry)}>
          <Reply aria-hidden />
        </IconButton>
      ) : null}
      <DropdownMenu open={menuOpen} onOpenChange={onMenu}>
        <DropdownMenuTrigger asChild>
          <IconButton label={t("more")} size="sm">
            <Ellipsis aria-hidden />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align={side === "right" ? "start" : "end"}>
          {entry.deleted ? null : (
            <>
              {/* After the menu has given the focus back. */}
              <DropdownMenuItem
                icon={<SmilePlus aria-hidden />}
                onSelect={() => setTimeout(openEmoji, 0, true)}
              >
                {t("react")}
              </DropdownMenuItem>
              {reply ? (
                <DropdownMenuItem icon={<Reply aria-hidden />} onSelect={() => reply(entry)}>
                  {t("reply")}
                </DropdownMenuItem>
              ) : null}
              {makeTask ? (
                <DropdownMenuItem
                  icon={<ListPlus aria-hidden />}
                  onSelect={() => setTimeout(makeTask, 0, entry)}
                >
                  {t("makeTask")}
                </DropdownMenuItem>
              ) : null}
              {select ? (
                <DropdownMenuItem icon={<Split aria-hidden />} onSelect={() => setTimeout(select, 0, entry)}>
                  {t("select")}
                </DropdownMenuItem>
              ) : null}
              <DropdownMenuItem icon={<Copy aria-hidden />} onSelect={copyText}>
                {t("copyText")}
              </DropdownMenuItem>
            </>
          )}
          <DropdownMenuItem icon={<Link2 aria-hidden />} onSelect={() => actions.copyLink(entry)}>
            {t("copyLink")}
          </DropdownMenuItem>
          {markUnread ? (
            <DropdownMenuItem icon={<MailOpen aria-hidden />} onSelect={() => markUnread(entry)}>
              {t("markUnread")}
            </DropdownMenuItem>
          ) : null}
          {entry.deleted || !(own || mayDeleteAny) ? null : <DropdownMenuSeparator />}
          {own && !entry.deleted ? (
            <DropdownMenuItem
              icon={<Pencil aria-hidden />}
              onSelect={() => setTimeout(actions.edit, 0, entry)}
            >
              {t("edit")}
            </DropdownMenuItem>
          ) : null}
          {(own || mayDeleteAny) && !entry.deleted ? (
            <DropdownMenuItem
              tone="danger"
              icon={<Trash2 aria-hidden />}
              onSelect={() => setTimeout(actions.remove, 0, entry)}
            >
              {t("delete")}
            </DropdownMenuItem>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  );
}
