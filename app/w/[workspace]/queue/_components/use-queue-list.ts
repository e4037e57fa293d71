"use client";

import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { askDoor } from "@/lib/chat-client/doors";
import type { FieldDefinition } from "@/lib/domain/tasks/fields/field-rules";
import { createListStore, type ListSnapshot, type ListStore } from "@/lib/domain/tasks/inbox-store";
import type { QueuePage } from "@/lib/domain/tasks/queries/list-queue";
import type { QueueViews } from "@/lib/domain/tasks/queries/list-views";
import { formatQueueAddress } from "@/lib/domain/tasks/queue/address";
import { type QueuePlace, sameTickets } from "@/lib/domain/tasks/queue/place";
import { isSearch, queueRules } from "@/lib/domain/tasks/queue/rules";
import { useMemberChannels } from "@/lib/realtime/member-realtime";

export type QueueStore = ListStore<QueuePlace, QueuePage>;
export type QueueList = ListSnapshot<QueuePlace, QueuePage> & { store: QueueStore };

export interface QueueListInput {
  userId: string;
  /** The workspace's. */
  timeZone: string;
  place: QueuePlace;
  /** The custom fields of tickets. */
  fields: readonly FieldDefinition[];
  /** What the server rendered, and for which place. */
  initial: QueuePlace;
  page: QueuePage;
}

/** The tickets at this place, live. Rows keep their places until they are let go. */
export function useQueueList(input: QueueListInput): QueueList {
  const { userId, timeZone, place, fields, initial, page } = input;
  const known = useRef(fields);
  known.current = fields;
  const { slug } = useMemberChannels();
  const [store] = useState(() =>
    createListStore<QueuePlace, QueuePage>({
      place: initial,
      initial: page,
      now: Date.now,
      same: sameTickets,
      begin: (at) => ({
        rules: queueRules(at, { userId, timeZone }, () => known.current),
        searching: isSearch(at),
        held: true,
      }),
      ask: (at, cursor) => {
        const params = formatQueueAddress(at);
        if (cursor) params.set("cursor", cursor);
        return askDoor<QueuePage>(`/api/w/${slug}/queue?${params}`, {});
      },
    }),
  );
  useEffect(() => store.open(place), [store, place]);
  useEffect(() => {
    // Snoozed tickets wake by the clock.
    const timer = setInterval(() => store.tell({ type: "ticked", now: Date.now() }), 30_000);
    return () => clearInterval(timer);
  }, [store]);
  const snapshot = useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot);
  return useMemo(() => ({ ...snapshot, store }), [snapshot, store]);
}

/** News come in bursts, and counting goes through the tickets. */
const pauseMs = 5_000;

/** At once, or as soon as somebody looks at the page. */
function whenSeen(work: () => void): void {
  if (!document.hidden) work();
  else document.addEventListener("visibilitychange", () => whenSeen(work), { once: true });
}

/**
 * The views with their counts: asked for again a while after there were news, if somebody looks. All who heard of the
 * same do it at different times.
 */
export function useQueueViews(slug: string, initial: QueueViews) {
  const [views, setViews] = useState(initial);
  const [refresh] = useState(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const now = async () => {
      clearTimeout(timer);
      timer = undefined;
      await askDoor<QueueViews>(`/api/w/${slug}/queue/views`, {}).then(setViews, () => {});
    };
    const soon = () => {
      timer ??= setTimeout(() => whenSeen(() => void now()), pauseMs * (0.5 + Math.random()));
    };
    return { now, soon };
  });
  return { ...views, refresh };
}
