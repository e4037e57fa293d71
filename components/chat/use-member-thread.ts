"use client";

import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { type MessageApi, messageApi, threadApi } from "@/lib/chat-client/doors";
import { createFixedThread } from "@/lib/chat-client/fixed-thread";
import { memberFeed } from "@/lib/chat-client/member-feed";
import { createThreadStore, type ThreadSnapshot, type ThreadStore } from "@/lib/chat-client/thread-store";
import { unsentInBrowser } from "@/lib/chat-client/unsent";
import type { MemberChatState, MemberEntry, MemberWindow } from "@/lib/domain/chats/views";
import { channelName } from "@/lib/realtime/channel-names";
import { memberHeaders, useMemberChannels } from "@/lib/realtime/member-realtime";
import { useRealtime } from "@/lib/realtime/realtime-provider";

export type MemberThread = ThreadStore<MemberEntry, MemberChatState>;
type MemberThreadSnapshot = ThreadSnapshot<MemberEntry, MemberChatState>;

/** A chat open on a member's screen: what it shows, and what can be done with its messages. */
export type OpenThread = MemberThreadSnapshot & {
  chatId: string;
  store: MemberThread;
  messages: MessageApi;
  membersEpoch: number;
};

/** One chat with its doors and its live news, not started yet. */
export type OpenChat = {
  chatId: string;
  store: MemberThread;
  messages: MessageApi;
  listenTo: (channel: string) => void;
  initialEpoch: number;
};

/** Messages of a chat that is not shown as a whole, and of which no news are heard. */
export function showMessages(chatId: string, slug: string, entries: readonly MemberEntry[]): OpenChat {
  const messages = messageApi(chatId, () => memberHeaders(slug));
  return { chatId, store: createFixedThread(entries), messages, listenTo: () => {}, initialEpoch: 0 };
}

export function openChat(given: {
  chatId: string;
  slug: string;
  userId: string;
  realtime: ReturnType<typeof useRealtime>;
  initial: MemberWindow;
}): OpenChat {
  const { chatId, slug, userId, realtime, initial } = given;
  const { feed, listenTo } = memberFeed(realtime);
  const store = createThreadStore<MemberEntry, MemberChatState>({
    chatId,
    api: threadApi(chatId, () => memberHeaders(slug)),
    feed,
    unsent: unsentInBrowser(`${userId}.${chatId}`),
    initial,
  });
  const messages = messageApi(chatId, () => memberHeaders(slug));
  return { chatId, store, messages, listenTo, initialEpoch: initial.state.membersEpoch };
}

/** The thread of an open chat, live as long as the screen shows it. What was sent goes out also after that. */
export function useMemberThread(chatId: string, initial: MemberWindow): OpenThread {
  const { slug, workspaceId, epoch, userId } = useMemberChannels();
  const realtime = useRealtime();
  const first = useRef(initial);
  const { store, listenTo, messages } = useMemo(
    () => openChat({ chatId, slug, userId, realtime, initial: first.current }),
    [chatId, realtime, slug, userId],
  );
  useEffect(() => store.start(), [store]);
  const snapshot = useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot);
  const { membersEpoch } = snapshot.state ?? initial.state;
  const channel = channelName.chat({ workspaceId, epoch }, { id: chatId, membersEpoch });
  useEffect(() => listenTo(channel), [listenTo, channel]);
  return { ...snapshot, chatId, store, messages, membersEpoch };
}
