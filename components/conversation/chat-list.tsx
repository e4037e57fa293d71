"use client";

import { MessageSquarePlus } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge, CountBadge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import type { CustomerChatSummary } from "@/lib/domain/chats/views";

export interface ChatListProps {
  chats: readonly CustomerChatSummary[];
  /** Wraps a row in what opens it: a button or a link. */
  renderRow: (chat: CustomerChatSummary, row: ReactNode, className: string) => ReactNode;
  empty: { title: ReactNode; text: ReactNode; action?: ReactNode };
}

/** One's own conversations, the latest first. */
export function ChatList({ chats, renderRow, empty }: ChatListProps) {
  if (chats.length === 0) return <EmptyState icon={MessageSquarePlus} {...empty} className="flex-1" />;
  return (
    <ul className="flex flex-col gap-0.5 p-2">
      {chats.map((chat) => (
        <li key={chat.id}>
          {renderRow(
            chat,
            <Row chat={chat} />,
            "flex w-full flex-col gap-0.5 rounded-lg px-3 py-2.5 text-left hover:bg-hover aria-[current=page]:bg-selected",
          )}
        </li>
      ))}
    </ul>
  );
}

function Row({ chat }: { chat: CustomerChatSummary }) {
  const t = useTranslations("customer.list");
  const format = useFormatter();
  const { lastMessage, unread, status } = chat;
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
          <time dateTime={lastMessage.at} className="shrink-0 text-subtle text-xs">
            {format.dateTime(new Date(lastMessage.at), "day", { timeZone: localZone() })}
          </time>
        ) : null}
      </span>
      <span className="flex items-center gap-2">
        <span dir="auto" className="min-w-0 flex-1 truncate text-muted text-sm">
          {lastMessage?.by === "customer" ? t("you", { text: lastMessage.text }) : lastMessage?.text}
        </span>
        {status === "open" ? null : <Badge>{t(`status.${status}`)}</Badge>}
        <CountBadge count={unread} />
        {unread > 0 ? <span className="sr-only">{t("unread", { count: unread })}</span> : null}
      </span>
    </>
  );
}

const localZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
