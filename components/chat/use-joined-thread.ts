"use client";

import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import type { MessageApi } from "@/lib/chat-client/doors";
import { type Joined, joinSnapshots, joinStores, type Origin } from "@/lib/chat-client/joined-threads";
import type { ThreadSnapshot } from "@/lib/chat-client/thread-store";
import type { MemberChatState, MemberEntry, MemberWindow } from "@/lib/domain/chats/views";
import { channelName } from "@/lib/realtime/channel-names";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { useRealtime } from "@/lib/realtime/realtime-provider";
import { type OpenChat, type OpenThread, openChat, showMessages } from "./use-member-thread";

type Given = { chatId: string; origin: Origin | null } & (
  | { initial: MemberWindow; fixed?: undefined }
  /** Some messages of a chat that the thread shows, and no others. */
  | { fixed: readonly MemberEntry[] }
);

/** One of the chats of a joined thread, as it is now. */
export type ThreadPart = OpenChat & {
  origin: Origin | null;
  /** Shows some messages of its chat and no others. */
  isFixed: boolean;
  snapshot: ThreadSnapshot<MemberEntry, MemberChatState>;
};

export type JoinedThread = OpenThread & { parts: readonly ThreadPart[] };

/** Several chats shown as one thread, each live for as long as it belongs there. The first one is the thread's own. */
export function useJoinedThread(given: readonly Given[]): JoinedThread {
  const { slug, workspaceId, epoch, userId } = useMemberChannels();
  const realtime = useRealtime();
  const known = useRef(new Map<string, OpenChat>());
  const place = useRef({ slug, realtime, userId });
  if (place.current.slug !== slug || place.current.realtime !== realtime || place.current.userId !== userId) {
    place.current = { slug, realtime, userId };
    known.current = new Map();
  }
  const key = given.map(keyOf).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is given besides the chats only begins them
  const chats = useMemo(
    () =>
      given.map((one) => {
        const { chatId, origin, fixed } = one;
        const opened = fixed
          ? showMessages(chatId, slug, fixed)
          : openChat({ chatId, slug, userId, realtime, initial: one.initial });
        const chat = known.current.get(keyOf(one)) ?? opened;
        known.current.set(keyOf(one), chat);
        return { ...chat, origin, isFixed: fixed !== undefined };
      }),
    [key, slug, userId, realtime],
  );
  useEffect(() => {
    // Nothing tells of changes of these but asking again.
    for (const [index, { fixed }] of given.entries())
      for (const entry of fixed ?? []) chats[index]?.store.apply(entry);
  }, [chats, given]);
  useEffect(() => {
    const stops = chats.map(({ store }) => store.start());
    return () => {
      for (const stop of stops) stop();
    };
  }, [chats]);
  const source = useMemo(() => snapshotsOf(chats), [chats]);
  const snapshots = useSyncExternalStore(source.subscribe, source.getSnapshot, source.getSnapshot);
  const epochs = chats.map(
    ({ initialEpoch }, index) => snapshots[index]?.state?.membersEpoch ?? initialEpoch,
  );
  const epochsKey = epochs.join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the epochs are told apart by their values
  useEffect(() => {
    for (const [index, { chatId, listenTo }] of chats.entries())
      listenTo(channelName.chat({ workspaceId, epoch }, { id: chatId, membersEpoch: epochs[index]! }));
  }, [chats, workspaceId, epoch, epochsKey]);

  const store = useMemo(() => (chats.length > 1 ? joinStores(chats) : chats[0]!.store), [chats]);
  const messages = useMemo(() => (chats.length > 1 ? joinMessages(chats) : chats[0]!.messages), [chats]);
  const parts = useMemo(
    () => chats.map((chat, index) => ({ ...chat, snapshot: snapshots[index]! })),
    [chats, snapshots],
  );
  const joined = useMemo(
    () => (chats.length > 1 ? joinSnapshots(chats, snapshots) : snapshots[0]!),
    [chats, snapshots],
  );
  return { ...joined, chatId: chats[0]!.chatId, store, messages, membersEpoch: epochs[0]!, parts };
}

const keyOf = ({ chatId, fixed }: Given) =>
  fixed ? `${chatId}:${fixed.map(({ id }) => id).join(",")}` : chatId;

function snapshotsOf(chats: readonly OpenChat[]) {
  let last: ThreadPart["snapshot"][] = [];
  return {
    subscribe: (listener: () => void) => {
      const stops = chats.map(({ store }) => store.subscribe(listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
    getSnapshot: () => {
      const now = chats.map(({ store }) => store.getSnapshot());
      if (now.length !== last.length || now.some((one, index) => one !== last[index])) last = now;
      return last;
    },
  };
}

/** Messages are changed in the chat in which they stand. */
function joinMessages(chats: readonly OpenChat[]): MessageApi {
  const of = (id: string) => {
    const has = (all: readonly Joined<MemberEntry>[]) => all.some((entry) => entry.id === id);
    const holding = chats.find(({ store }) => {
      const { entries, newest } = store.getSnapshot();
      return has(entries) || has(newest);
    });
    return (holding ?? chats[0]!).messages;
  };
  return {
    edit: (id, ...rest) => of(id).edit(id, ...rest),
    remove: (id) => of(id).remove(id),
    react: (id, ...rest) => of(id).react(id, ...rest),
    edits: (id) => of(id).edits(id),
  };
}
