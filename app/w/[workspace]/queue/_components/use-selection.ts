"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import { askDoor } from "@/lib/chat-client/doors";
import { formatQueueAddress } from "@/lib/domain/tasks/queue/address";
import { type QueuePlace, ticketsKey } from "@/lib/domain/tasks/queue/place";
import type { TicketListItem } from "@/lib/domain/tasks/views";
import { isAnySelected, nothingSelected, reached, type Selection, toggled, toggledLoaded } from "./selection";

export type QueueSelection = {
  selection: Selection;
  isAny: boolean;
  /** How many are selected; null until the server has counted the view. */
  count: number | null;
  /** The selected ones that are loaded. */
  tickets: TicketListItem[];
  /** Of all in the view, once something is selected; `most`: how many can be changed at once. */
  inView: { count: number; most: number } | null;
  toggle: (number: number) => void;
  /** Selects up to there from where the range began, or from `start`. */
  reach: (number: number, start: number | null) => void;
  toggleLoaded: () => void;
  selectAll: () => void;
  clear: () => void;
};

/** What is selected in the queue. Changes of the list leave it alone; other filters show another list, where it ends. */
export function useSelection(
  slug: string,
  place: QueuePlace,
  rows: readonly TicketListItem[],
): QueueSelection {
  const key = ticketsKey({ ...place, sort: { key: "number", descending: true }, group: null });
  const [held, setHeld] = useState({ key, selection: nothingSelected });
  const selection = held.key === key ? held.selection : nothingSelected;
  const loaded = useMemo(() => rows.map(({ number }) => number), [rows]);
  const isAny = isAnySelected(selection);
  const inView = useCount(slug, place, key, isAny);
  const change = useCallback(
    (next: (selection: Selection) => Selection) =>
      setHeld((before) => ({
        key,
        selection: next(before.key === key ? before.selection : nothingSelected),
      })),
    [key],
  );
  return {
    selection,
    isAny,
    count: selection.all ? (inView?.count ?? null) : selection.numbers.size,
    tickets: useMemo(
      () => rows.filter(({ number }) => selection.all || selection.numbers.has(number)),
      [rows, selection],
    ),
    inView,
    toggle: useCallback((number: number) => change((was) => toggled(was, number, loaded)), [change, loaded]),
    reach: useCallback(
      (number: number, start: number | null) => change((was) => reached(was, number, loaded, start)),
      [change, loaded],
    ),
    toggleLoaded: () => change((was) => toggledLoaded(was, loaded)),
    selectAll: () => change(() => ({ ...nothingSelected, all: true })),
    clear: () => change(() => nothingSelected),
  };
}

/** How many tickets the view holds, asked for once something in it is selected. */
function useCount(slug: string, place: QueuePlace, key: string, wanted: boolean) {
  const [known, setKnown] = useState<{ key: string; count: number; most: number } | null>(null);
  const address = formatQueueAddress(place).toString();
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    askDoor<{ count: number; most: number }>(`/api/w/${slug}/queue/count?${address}`, {}).then(
      (counted) => gone || setKnown({ key, ...counted }),
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [slug, address, key, wanted]);
  return known?.key === key ? known : null;
}
