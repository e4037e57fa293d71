"use client";

import {
  AtSign,
  BellOff,
  CircleCheck,
  CircleDot,
  Eye,
  MessageCircle,
  MessageSquare,
  MessagesSquare,
  UserRoundPlus,
} from "lucide-react";
import Link from "next/link";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { askDoor } from "@/lib/chat-client/doors";
import type { NotificationView } from "@/lib/domain/notifications/queries/list-notifications";

const icons = {
  assigned: UserRoundPlus,
  customer_reply: MessageSquare,
  mention: AtSign,
  direct_message: MessageCircle,
  group_message: MessagesSquare,
  linked_done: CircleCheck,
  follower_added: Eye,
  followed_status: CircleDot,
};

export interface NotificationListProps {
  slug: string;
  onUnread: (unread: number) => void;
  onClose: () => void;
}

/** What concerned this member lately; opening one reads it. */
export function NotificationList({ slug, onUnread, onClose }: NotificationListProps) {
  const t = useTranslations("notifications");
  const [items, setItems] = useState<NotificationView[] | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [failed, setFailed] = useState(false);
  const door = `/api/w/${slug}/notifications`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks again
  useEffect(() => {
    let gone = false;
    askDoor<{ items: NotificationView[]; unread: number }>(door, {}).then(
      (answer) => {
        if (gone) return;
        setItems(answer.items);
        onUnread(answer.unread);
      },
      () => !gone && setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, [door, onUnread, attempt]);

  /** Shown at once; the server's own count follows over realtime, also when this didn't reach it. */
  function markRead(read: "all" | string[]) {
    const isRead = (item: NotificationView) => item.read || read === "all" || read.includes(item.id);
    const after = (items ?? []).map((item) => ({ ...item, read: isRead(item) }));
    setItems(after);
    onUnread(after.filter((item) => !item.read).length);
    const headers = { "content-type": "application/json" };
    void askDoor(door, { method: "POST", headers, body: JSON.stringify({ read }), keepalive: true }).catch(
      () => {},
    );
  }

  if (failed) {
    const again = () => {
      setFailed(false);
      setAttempt(attempt + 1);
    };
    return <ErrorState title={t("failed")} onRetry={again} />;
  }
  return (
    <>
      <header className="flex h-11 shrink-0 items-center justify-between border-border border-b pr-2 pl-4">
        <h2 className="font-semibold text-sm">{t("title")}</h2>
        {items?.some((item) => !item.read) ? (
          <Button variant="ghost" size="sm" onClick={() => markRead("all")}>
            {t("readAll")}
          </Button>
        ) : null}
      </header>
      <div className="min-h-0 overflow-y-auto">
        {items === null ? (
          <div className="flex flex-col gap-4 p-4">
            <Skeleton className="w-3/4" />
            <Skeleton className="w-1/2" />
          </div>
        ) : null}
        {items?.length === 0 ? <EmptyState icon={BellOff} title={t("empty")} text={t("emptyText")} /> : null}
        <ul>
          {items?.map((item) => (
            <li key={item.id}>
              <Item
                item={item}
                href={`/w/${slug}/${placeOf(item)}`}
                onOpen={() => {
                  if (!item.read) markRead([item.id]);
                  onClose();
                }}
              />
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

const ofTeamChat = ({ kind }: NotificationView) => kind === "direct_message" || kind === "group_message";

/** Where it happened; for what is out of sight, the list that it was in. */
function placeOf(item: NotificationView): string {
  const { chat, taskNumber, messageId } = item;
  if (!chat) return ofTeamChat(item) ? "chats" : "inbox";
  const place = chat.kind === "support" ? `inbox/${taskNumber}` : `chats/${chat.id}`;
  return messageId ? `${place}?m=${messageId}` : place;
}

function Item({ item, href, onOpen }: { item: NotificationView; href: string; onOpen: () => void }) {
  const t = useTranslations("notifications");
  const format = useFormatter();
  const now = useNow();
  const Icon = icons[item.kind];
  const by = item.by ?? t(item.kind === "customer_reply" ? "customer" : "somebody");
  const words = () => {
    if (!item.chat) return t(ofTeamChat(item) ? "chatElsewhere" : "elsewhere");
    if (item.kind === "direct_message" || item.kind === "group_message")
      return t(`kinds.${item.kind}`, { by });
    const inChat = item.kind === "mention" && item.chat.kind !== "support";
    if (inChat || item.taskNumber === null) return t("mentionInChat", { by });
    if (item.kind === "assigned" && !item.by) return t("assignedAutomatically", { number: item.taskNumber });
    return t(`kinds.${item.kind}`, { by, number: item.taskNumber });
  };
  return (
    <Link
      href={href}
      onClick={onOpen}
      className="flex gap-3 px-4 py-2.5 outline-offset-[-2px] hover:bg-hover"
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-subtle" />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className={cn("text-sm", item.read ? "text-muted" : "font-medium text-text")}>{words()}</span>
        {item.chat?.title ? <span className="truncate text-muted text-xs">{item.chat.title}</span> : null}
        <time dateTime={item.at} className="text-subtle text-xs">
          {format.relativeTime(new Date(item.at), now)}
        </time>
      </span>
      {item.read ? null : (
        <span className="mt-1.5 size-2 shrink-0 rounded-full bg-accent">
          <span className="sr-only">{t("unread")}</span>
        </span>
      )}
    </Link>
  );
}
