"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { askDoor } from "@/lib/chat-client/doors";
import {
  createInboxStore,
  type InboxSnapshot,
  type InboxStore,
  type ListAnswer,
} from "@/lib/domain/tasks/inbox-store";
import type { TicketSummary } from "@/lib/domain/tasks/views";
import type { Payload } from "@/lib/realtime/contract";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { useChannel } from "@/lib/realtime/realtime-provider";
import type { InboxAddress } from "../search-params";

export interface InboxListInput {
  userId: string;
  address: Pick<InboxAddress, "view" | "q">;
  /** What the server rendered, with the place it belongs to. */
  initial: Pick<InboxAddress, "view" | "q"> & ListAnswer;
}

/** The list at this address, live. */
export function useInboxList(input: InboxListInput): InboxSnapshot & { store: InboxStore } {
  const { userId, address, initial } = input;
  const { slug } = useMemberChannels();
  const [store] = useState(() =>
    createInboxStore({
      userId,
      place: { view: initial.view, q: initial.q },
      initial,
      now: Date.now,
      ask: ({ view, q }, cursor) => {
        const params = new URLSearchParams({ view, q, ...(cursor ? { cursor } : {}) });
        return askDoor<ListAnswer>(`/api/w/${slug}/tickets?${params}`, {});
      },
    }),
  );
  const { view, q } = address;
  useEffect(() => store.open({ view, q }), [store, view, q]);
  useEffect(() => {
    // Snoozed tickets wake by the clock.
    const timer = setInterval(() => store.tell({ type: "ticked", now: Date.now() }), 30_000);
    return () => clearInterval(timer);
  }, [store]);
  const snapshot = useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot);
  return { ...snapshot, store };
}

export interface TicketFeedProps {
  channel: string;
  store: Pick<InboxStore, "tell" | "refetch" | "refetchSoon">;
  onTicket: (ticket: TicketSummary) => void;
  onLeft: (id: string) => void;
}

/** Listens to one channel of tickets; render one for each that the member has. */
export function TicketFeed({ channel, store, onTicket, onLeft }: TicketFeedProps) {
  useChannel(channel, {
    onEvent: (name, data) => {
      if (name === "ticket.changed") {
        const ticket = data as TicketSummary;
        store.tell({ type: "changed", ticket });
        onTicket(ticket);
        store.refetchSoon();
      } else if (name === "ticket.left") {
        const { id, version } = data as { id: string; version: number };
        store.tell({ type: "left", id, version });
        onLeft(id);
        store.refetchSoon();
      } else if (name === "read.moved") {
        store.tell({ type: "read", ...(data as { chatId: string; seq: number }) });
      } else if (name === "draft.changed") {
        const { chatId, hasDraft } = data as Payload<"user", "draft.changed">;
        store.tell({ type: "draft", chatId, hasDraft });
      }
    },
    // Whatever came between was missed.
    onSubscribed: () => void store.refetch(),
  });
  return null;
}
