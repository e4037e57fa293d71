"use client";

import { AtSign, BellOff, Pin } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo, type ReactNode } from "react";
import { ChatAvatar } from "@/components/chats/chat-avatar";
import { useChatName } from "@/components/chats/use-chat-name";
import { CountBadge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { RowTime } from "@/components/ui/row-time";
import { type ChatRow as Chat, mostUnread } from "@/lib/domain/chats/list-views";
import { plainLine } from "@/lib/domain/chats/plain-line";

/** Height of a row, in pixels. */
export const chatRowHeight = 68;

export interface ChatRowProps {
  chat: Chat;
  myId: string;
  href: string;
  /** It stands open beside the list. */
  open: boolean;
  /** The keyboard is here. */
  focused: boolean;
  now: number;
  timeZone: string;
  onOpen: (chatId: string) => void;
}

/** A chat in the list: who, when, what was said last, and what of it is unread. */
export const ChatRow = memo(function ChatRow(props: ChatRowProps) {
  const { chat, myId, href, open, focused, now, timeZone, onOpen } = props;
  const t = useTranslations("chats.list");
  const name = useChatName(myId)(chat);
  const { unread, mentioned, pinned, muted } = chat;
  const bold = unread > 0 && !muted;
  return (
    <a
      href={href}
      data-chat={chat.id}
      data-unread={unread > 0 || undefined}
      aria-current={open ? "true" : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        onOpen(chat.id);
      }}
      className={cn(
        "relative flex h-full items-center gap-3 border-border/60 border-b pr-3 pl-4 transition-colors hover:bg-hover",
        "focus-visible:outline-offset-[-2px]",
        focused && "bg-hover",
        open && "bg-selected hover:bg-selected",
      )}
    >
      <ChatAvatar chat={chat} myId={myId} name={name} />
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex items-baseline gap-2">
          <span className={cn("min-w-0 flex-1 truncate text-text", bold ? "font-semibold" : "font-medium")}>
            {name}
          </span>
          <RowTime at={chat.activeAt} now={now} timeZone={timeZone} />
        </span>
        <span className="flex items-center gap-2">
          <LastLine chat={chat} myId={myId} bold={bold} />
          <span className="flex shrink-0 items-center gap-1.5 text-subtle">
            {pinned ? <Mark label={t("pinned")} icon={<Pin aria-hidden className="size-3.5" />} /> : null}
            {muted ? <Mark label={t("muted")} icon={<BellOff aria-hidden className="size-3.5" />} /> : null}
            {mentioned ? (
              <Mark
                label={t("mentioned")}
                icon={<AtSign aria-hidden className="size-4 text-accent-text" strokeWidth={2.25} />}
              />
            ) : null}
            <Unread count={unread} quiet={muted && !mentioned} />
          </span>
        </span>
      </span>
    </a>
  );
});

function Unread({ count, quiet }: { count: number; quiet: boolean }) {
  const t = useTranslations("chats.list");
  if (count === 0) return null;
  const words = count >= mostUnread ? t("unreadMany") : t("unread", { count });
  return (
    <span title={words} className="inline-flex">
      <span aria-hidden className="inline-flex">
        <CountBadge count={count} className={cn(quiet && "bg-selected text-muted")} />
      </span>
      <span className="sr-only">{words}</span>
    </span>
  );
}

function LastLine({ chat, myId, bold }: { chat: Chat; myId: string; bold: boolean }) {
  const t = useTranslations("chats.list");
  return (
    <span className={cn("min-w-0 flex-1 truncate text-sm", bold ? "text-text" : "text-muted")}>
      {chat.draft ? <span className="mr-1.5 font-medium text-accent-text">{t("draft")}</span> : null}
      {lastLine(chat, myId, t)}
    </span>
  );
}

type Words = ReturnType<typeof useTranslations<"chats.list">>;

/** What was said last and by whom; in a chat of two it is clear who the other one is. */
function lastLine({ kind, lastMessage, people }: Chat, myId: string, t: Words): ReactNode {
  if (!lastMessage) return t("nothing");
  const { author, deleted, files, kind: said } = lastMessage;
  const content = deleted ? t("deleted") : plainLine(lastMessage.text) || t("files", { count: files });
  const text = said === "note" ? t("note", { text: content }) : content;
  const alone = kind === "direct" && people[0]?.id === myId;
  if (author.id === myId && !alone) return t("you", { text });
  return kind === "group" && author.name ? t("by", { name: author.name, text }) : text;
}

function Mark({ label, icon }: { label: string; icon: ReactNode }) {
  return (
    <span title={label} className="inline-flex">
      {icon}
      <span className="sr-only">{label}</span>
    </span>
  );
}
