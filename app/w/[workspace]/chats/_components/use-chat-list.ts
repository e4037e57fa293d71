"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { askDoor } from "@/lib/chat-client/doors";
import type { ListPlace } from "@/lib/domain/chats/list-state";
import {
  type ChatListSnapshot,
  type ChatListStore,
  createChatListStore,
} from "@/lib/domain/chats/list-store";
import type { ChatPage, ChatRow } from "@/lib/domain/chats/list-views";
import type { TicketSummary } from "@/lib/domain/tasks/views";
import type { Payload } from "@/lib/realtime/contract";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { useChannel } from "@/lib/realtime/realtime-provider";

export interface ChatListInput {
  place: ListPlace;
  /** The chat that is open beside the list. */
  openId: string | null;
  /** What the server rendered, with the place it belongs to. */
  initial: ListPlace & ChatPage;
}

/** The member's chats at this address, live. */
export function useChatList({
  place,
  openId,
  initial,
}: ChatListInput): ChatListSnapshot & { store: ChatListStore } {
  const { slug } = useMemberChannels();
  const [store] = useState(() => {
    const door = `/api/w/${slug}/chats`;
    return createChatListStore({
      initial,
      ask: ({ tab, unread, q }, cursor) => {
        const params = { tab, q, unread: unread ? "1" : "0", ...(cursor ? { cursor } : {}) };
        return askDoor<ChatPage>(`${door}?${new URLSearchParams(params)}`, {});
      },
      askRows: (ids) =>
        askDoor<{ items: ChatRow[] }>(`${door}?${new URLSearchParams({ ids: ids.join(",") })}`, {}),
    });
  });
  const { tab, unread, q } = place;
  useEffect(() => store.open({ tab, unread, q }), [store, tab, unread, q]);
  useEffect(() => store.keep(openId), [store, openId]);
  const snapshot = useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot);
  return { ...snapshot, store };
}

export interface ChatFeedProps {
  store: ChatListStore;
  onRow: (row: ChatRow) => void;
  onLeft: (chatId: string) => void;
}

/** Listens to what the member's browsers are told of chats. */
export function ChatFeed({ store, onRow, onLeft }: ChatFeedProps) {
  const { user } = useMemberChannels();
  useChannel(user, {
    onEvent: (name, data) => {
      switch (name) {
        case "chat.changed":
          store.tell({ type: "row", row: data as ChatRow });
          onRow(data as ChatRow);
          break;
        case "chat.left": {
          const { chatId } = data as Payload<"user", "chat.left">;
          store.tell({ type: "gone", id: chatId });
          onLeft(chatId);
          break;
        }
        case "chat.arranged":
          store.refreshSoon((data as Payload<"user", "chat.arranged">).chatId);
          break;
        case "read.moved":
          store.tell({ type: "read", ...(data as Payload<"user", "read.moved">) });
          break;
        case "draft.changed":
          store.tell({ type: "draft", ...(data as Payload<"user", "draft.changed">) });
          break;
        // A ticket that they hold or take part in, or did until now.
        case "ticket.changed":
          store.refreshSoon((data as TicketSummary).chatId);
          break;
      }
    },
    // Whatever came between was missed.
    onSubscribed: () => void store.refetch(),
  });
  return null;
}
