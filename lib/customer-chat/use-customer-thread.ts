"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { threadApi } from "@/lib/chat-client/doors";
import { createThreadStore } from "@/lib/chat-client/thread-store";
import { unsentInBrowser } from "@/lib/chat-client/unsent";
import { useOnline } from "@/lib/chat-client/use-online";
import { useThread } from "@/lib/chat-client/use-thread";
import type { PublicError } from "@/lib/core/errors";
import type { CustomerChatState, CustomerEntry } from "@/lib/domain/chats/views";
import type { Realtime } from "@/lib/realtime/client";
import { customerFeed } from "./thread-feed";
import { useTypingNames } from "./use-typing-names";

/** A short gap between two connections is not worth a word. */
const tellAfterMs = 4_000;

export type CustomerThreadOptions = {
  chatId: string;
  realtime: Realtime;
  /** Who asks: a customer's token, or a member's workspace. */
  headers: Record<string, string>;
  /** Whose unsent messages these are, on a computer that others use too. */
  owner: string;
  onMoved: (chatId: string) => void;
  onRefused: (error: PublicError) => void;
};

/** An own support chat, live: what was said, what waits to be sent, who types. */
export function useCustomerThread(options: CustomerThreadOptions) {
  const { chatId, realtime, owner } = options;
  const latest = useRef(options);
  latest.current = options;
  const typing = useTypingNames();

  const { store, sayTyping } = useMemo(() => {
    const headers = () => latest.current.headers;
    const { feed, sayTyping } = customerFeed(realtime, chatId, headers, typing.typed);
    const store = createThreadStore<CustomerEntry, CustomerChatState>({
      chatId,
      api: threadApi(chatId, headers),
      feed,
      unsent: unsentInBrowser(`${owner}.${chatId}`),
      // Asked for page by page, by a button: all of it stays in one run.
      most: Number.POSITIVE_INFINITY,
      onMoved: (moved) => latest.current.onMoved(moved),
    });
    return { store, sayTyping };
  }, [chatId, realtime, owner, typing.typed]);
  const snapshot = useThread(store);
  const { entries, error, status, unsent } = snapshot;

  const { stopped } = typing;
  const last = entries.at(-1);
  useEffect(() => {
    if (last?.author.kind === "member") stopped(last.author.name);
  }, [last, stopped]);

  const refusal = error ?? unsent.find((message) => message.error?.code === "UNAUTHENTICATED")?.error ?? null;
  useEffect(() => {
    if (refusal) latest.current.onRefused(refusal as PublicError);
  }, [refusal]);

  const online = useOnline();
  const offline = !online || unsent.some((message) => message.status === "waiting");
  const polling = useLasting(status === "polling") && !offline;
  return { ...snapshot, store, sayTyping, offline, polling, typing: typing.names };
}

/** True once something has been the case for a while. */
function useLasting(now: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!now) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), tellAfterMs);
    return () => clearTimeout(timer);
  }, [now]);
  return lasting;
}
