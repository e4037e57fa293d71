"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { askDoor } from "@/lib/chat-client/doors";
import type { ChatRow } from "@/lib/domain/chats/list-views";
import type { Payload } from "@/lib/realtime/contract";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { useChannel } from "@/lib/realtime/realtime-provider";

/** How long several changes may gather before the server is asked, in milliseconds. */
const soonMs = 1_000;

/** In how many direct and group chats something is unread, live; muted ones count where one is mentioned. */
export function useUnreadChats(initial: readonly string[]): number {
  const { slug, user } = useMemberChannels();
  const [unread, setUnread] = useState<ReadonlySet<string>>(() => new Set(initial));
  /** The last entry of chats that were told of: whether what was read is all there is. */
  const ends = useRef(new Map<string, number>());
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const put = (id: string, isUnread: boolean) =>
    setUnread((before) => {
      if (before.has(id) === isUnread) return before;
      return isUnread ? new Set([...before, id]) : new Set([...before].filter((other) => other !== id));
    });
  const ask = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      askDoor<{ ids: string[] }>(`/api/w/${slug}/chats/unread`, {}).then(
        ({ ids }) => setUnread(new Set(ids)),
        () => {},
      );
    }, soonMs);
  }, [slug]);

  useChannel(user, {
    onEvent: (name, data) => {
      if (name === "chat.changed") {
        const { id, seq, unread: count, archived, muted, mentioned } = data as ChatRow;
        ends.current.set(id, seq);
        put(id, count > 0 && !archived && (!muted || mentioned));
      } else if (name === "chat.left") put((data as Payload<"user", "chat.left">).chatId, false);
      else if (name === "chat.arranged") ask();
      else if (name === "read.moved") {
        const { chatId, seq } = data as Payload<"user", "read.moved">;
        if (!unread.has(chatId)) return;
        const end = ends.current.get(chatId);
        if (end !== undefined && seq >= end) put(chatId, false);
        else ask();
      }
    },
    // Whatever came between was missed.
    onSubscribed: ask,
  });
  return unread.size;
}
