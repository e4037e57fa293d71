"use client";

import { MessageSquarePlus } from "lucide-react";
import { useFormatter, useTimeZone, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge, CountBadge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { plainLine } from "@/lib/domain/chats/plain-line";
import type { CustomerChatSummary } from "@/lib/domain/chats/views";
import { dayNamer } from "./day";

export interface ChatListProps {
  chats: readonly CustomerChatSummary[];
  /** Wraps a row in what opens it: a button or a link. */
  renderRow: (chat: CustomerChatSummary, row: ReactNode, className: string) => ReactNode;
  empty: { title: ReactNode; text: ReactNode; action?: ReactNode };
  /** Whose days count, where that is not what the reader has chosen. */
  timeZone?: string;
}

/** One's own conversations, the latest first. */
export function ChatList({ chats, renderRow, empty, timeZone }: ChatListProps) {
  if (chats.length === 0) return <EmptyState icon={MessageSquarePlus} {...empty} className="flex-1" />;
  return (
    <ul className="flex flex-col gap-0.5 p-2">
      {chats.map((chat) => (
        <li key={chat.id}>
          {renderRow(
            chat,
            <Row chat={chat} zone={timeZone} />,
            "flex w-full flex-col gap-0.5 rounded-lg px-3 py-2.5 text-left hover:bg-hover aria-[current=page]:bg-selected",
          )}
        </li>
      ))}
    </ul>
  );
}

function Row({ chat, zone }: { chat: CustomerChatSummary; zone?: string }) {
  const t = useTranslations("customer.list");
  const format = useFormatter();
  const chosen = useTimeZone();
  const timeZone = zone ?? chosen;
  const { lastMessage, unread, status } = chat;
  const preview = plainLine(lastMessage?.text ?? "");
  return (
    <>
      <span className="flex items-baseline gap-2">
        <span
          dir="auto"
          className={`min-w-0 flex-1 truncate text-base text-text ${unread > 0 ? "font-semibold" : "font-medium"}`}
        >
          {chat.title || t("untitled")}
        </span>
        {lastMessage ? (
          <time
            dateTime={lastMessage.at}
            suppressHydrationWarning
            className="shrink-0 text-subtle text-xs tabular-nums"
          >
            {format.dateTime(new Date(lastMessage.at), isToday(lastMessage.at, timeZone) ? "time" : "day", {
              timeZone,
            })}
          </time>
        ) : null}
      </span>
      <span className="flex items-center gap-2">
        <span dir="auto" className="min-w-0 flex-1 truncate text-muted text-sm">
          {lastMessage?.by === "customer" ? t("you", { text: preview }) : preview}
        </span>
        {status === "open" ? null : <Badge>{t(`status.${status}`)}</Badge>}
        <CountBadge count={unread} />
        {unread > 0 ? <span className="sr-only">{t("unread", { count: unread })}</span> : null}
      </span>
    </>
  );
}

function isToday(instant: string, timeZone?: string): boolean {
  const dayOf = dayNamer(timeZone);
  return dayOf(instant) === dayOf(new Date());
}
