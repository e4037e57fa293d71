"use client";

import { useNow, useTranslations } from "next-intl";
import { NoList, WindowedList } from "@/components/shell/windowed-list";
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
  const now = useNow({ updateInterval: 60_000 }).getTime();

  if (!rows) {
    const retry = () => store.open(address);
    return <NoList failed={error !== null} title={t("failed")} rowHeight={chatRowHeight} onRetry={retry} />;
  }
  return (
    <WindowedList
      items={rows}
      rowHeight={chatRowHeight}
      shown={rows.findIndex(({ id }) => id === focused)}
      older={{ hasMore, loadingMore, failed: error !== null, load: store.loadMore }}
      empty={<ChatListEmpty address={address} onNew={onNew} />}
      texts={{ label: t("label"), loadingMore: t("loadingMore"), moreFailed: t("moreFailed") }}
      row={(chat) => (
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
      )}
    />
  );
}
