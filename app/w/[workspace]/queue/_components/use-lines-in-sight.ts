"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect } from "react";
import type { Line } from "./lines";
import type { QueueList } from "./use-queue-list";

export interface LinesInSightInput {
  /** What scrolls. */
  box: RefObject<HTMLElement | null>;
  lines: readonly Line[];
  list: QueueList;
  focused: number | null;
  /** Heights of lines, in pixels. */
  heights: Record<Line["kind"], number>;
  /** How much of the box's top something always covers. */
  covered?: number;
}

/** Which lines are in or near sight; asks for more tickets before the last one is reached. */
export function useLinesInSight({ box, lines, list, focused, heights, covered = 0 }: LinesInSightInput) {
  const { hasMore, loadingMore, error, store } = list;
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => heights[lines[index]?.kind ?? "ticket"],
    getItemKey: useCallback((index: number) => lines[index]?.key ?? index, [lines]),
    overscan: 8,
    scrollPaddingStart: covered,
    // Before the browser has measured anything: enough for a tall window.
    initialRect: { width: 1200, height: 900 },
  });
  const items = virtual.getVirtualItems();
  const [from, to] = [items[0], items.at(-1)];
  const end = to ? to.index + 1 : 0;
  useEffect(() => {
    if (hasMore && !loadingMore && !error && end >= lines.length - 15) store.loadMore();
  }, [hasMore, loadingMore, error, end, lines.length, store]);
  const at = lines.findIndex((line) => line.kind === "ticket" && line.ticket.number === focused);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: "auto" });
  }, [virtual, at]);
  return {
    first: from?.index ?? 0,
    end,
    /** Pixels of lines that don't exist, over and under those that do. */
    above: from?.start ?? 0,
    below: to ? virtual.getTotalSize() - to.end : 0,
  };
}
