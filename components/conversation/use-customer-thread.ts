"use client";

import { useCallback, useEffect, useState } from "react";
import type { PublicError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { ask, Refusal, Unreachable } from "@/lib/customer-chat/api";
import type { CustomerWindow } from "@/lib/domain/chats/views";
import type { UnsentMessage } from "./lines";

// PROVISIONAL: replaced by lib/chat-client
export function useCustomerThread({
  chatId,
  headers,
  onMoved,
  onRefused,
}: {
  chatId: string;
  headers: Record<string, string>;
  onMoved: (chatId: string) => void;
  onRefused: (error: PublicError) => void;
}) {
  const [win, setWin] = useState<CustomerWindow | null>(null);
  const [unsent, setUnsent] = useState<UnsentMessage[]>([]);
  const [offline, setOffline] = useState(false);
  const url = `/api/chats/${chatId}/messages`;
  const load = useCallback(async () => {
    try {
      setWin(await ask<CustomerWindow>(url, { headers }));
      setOffline(false);
    } catch (error) {
      if (error instanceof Unreachable) setOffline(true);
      if (error instanceof Refusal) onRefused(error.error);
    }
  }, [url, headers, onRefused]);
  useEffect(() => {
    void load();
    const timer = setInterval(load, 2000);
    return () => clearInterval(timer);
  }, [load]);
  return {
    entries: win?.entries ?? [],
    state: win?.state ?? null,
    hasOlder: win?.hasOlder ?? false,
    unsent,
    offline,
    polling: false,
    typing: [] as string[],
    loadOlder: () => {},
    send: async (body: string) => {
      const id = newId();
      setUnsent((list) => [...list, { id, body, at: new Date().toISOString(), failed: false }]);
      const answer = await ask<{ chatId: string }>(url, { headers, body: { id, body } });
      if (answer.chatId !== chatId) onMoved(answer.chatId);
      await load();
    },
    retry: (_id: string) => {},
    discard: (id: string) => setUnsent((list) => list.filter((message) => message.id !== id)),
    markRead: useCallback(
      (seq: number) =>
        void ask(`/api/chats/${chatId}/read`, { headers, body: { read: seq } }).catch(() => {}),
      [chatId, headers],
    ),
    sayTyping: () => {},
  };
}
