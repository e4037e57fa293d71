"use client";

import { useNow, useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { useRowWindow } from "@/components/ui/use-row-window";
import type { ChatListSnapshot, ChatListStore } from "@/lib/domain/chats/list-store";
import { ChatListEmpty } from "./chat-list-empty";
import { ChatRow, chatRowHeight } from "./chat-row";
import type { ChatsNavigation } from "./use-chats-address";

export interface ChatListProps {
  list: ChatListSnapshot & { store: ChatListStore };
  address: ChatsNavigation;
  myId: string;
  timeZone: string;
  /** Where `J` and `K` are. */
  focused: string | null;
  onOpen: (chatId: string) => void;
  onNew: () => void;
}

/** The chats: only rows in sight exist, older ones load on the way down, each moves up with its next word. */
export function ChatList({ list, address, myId, timeZone, focused, onOpen, onNew }: ChatListProps) {
  const t = useTranslations("chats.list");
  const { store, rows, hasMore, loadingMore, error } = list;
  const box = useRef<HTMLDivElement>(null);
  const now = useNow({ updateInterval: 60_000 }).getTime();
  const count = rows?.length ?? 0;
  const at = rows?.findIndex(({ id }) => id === focused) ?? -1;
  const { first, end } = useRowWindow({ box, count, rowHeight: chatRowHeight, shown: at < 0 ? null : at });

  useEffect(() => {
    if (hasMore && !loadingMore && !error && end >= count - 10) store.loadMore();
  }, [hasMore, loadingMore, error, end, count, store]);

  if (!rows) {
    return error ? (
      <ErrorState title={t("failed")} onRetry={() => store.open(address)} className="flex-1" />
    ) : (
      <ListSkeleton />
    );
  }
  return (
    <div ref={box} className="min-h-0 flex-1 overflow-y-auto">
      {count === 0 ? <ChatListEmpty address={address} onNew={onNew} /> : null}
      <ul aria-label={t("label")} style={{ height: count * chatRowHeight }} className="relative">
        {rows.slice(first, end).map((chat, offset) => {
          const index = first + offset;
          return (
            <li
              key={chat.id}
              aria-setsize={hasMore ? -1 : count}
              aria-posinset={index + 1}
              style={{ height: chatRowHeight, transform: `translateY(${index * chatRowHeight}px)` }}
              className="absolute inset-x-0 top-0"
            >
              <ChatRow
                chat={chat}
                myId={myId}
                href={address.hrefOf({ chatId: chat.id })}
                open={chat.id === address.chatId}
                focused={chat.id === focused}
                now={now}
                timeZone={timeZone}
                onOpen={onOpen}
              />
            </li>
          );
        })}
      </ul>
      {count > 0 ? <ListEnd list={list} /> : null}
    </div>
  );
}

function ListEnd({ list: { hasMore, error, store } }: Pick<ChatListProps, "list">) {
  const t = useTranslations("chats.list");
  const retry = useTranslations("common")("actions.retry");
  if (error) {
    return (
      <div role="alert" className="flex flex-col items-center gap-2 p-4 text-muted text-xs">
        {t("moreFailed")}
        <Button size="sm" onClick={store.loadMore}>
          {retry}
        </Button>
      </div>
    );
  }
  return hasMore ? <p className="p-4 text-center text-subtle text-xs">{t("loadingMore")}</p> : null;
}

function ListSkeleton() {
  return (
    <div aria-busy className="flex-1 overflow-hidden">
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <div key={row} style={{ height: chatRowHeight }} className="flex items-center gap-3 px-4">
          <Skeleton className="size-8 rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="w-1/3" />
            <Skeleton className="w-3/4" />
          </div>
        </div>
      ))}
    </div>
  );
}
