"use client";

import { type Range, useVirtualizer } from "@tanstack/react-virtual";
import {
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { estimatedHeight } from "./estimated-height";
import { messageElementId } from "./message-element";
import type { ThreadLine } from "./thread-lines";
import { useFinding } from "./use-finding";

/** So near the end, in pixels, its reader is there. */
const nearEnd = 80;
/** Rows that are ready above and below what is in sight. */
const overscan = 10;
/** So many rows from an edge the next page is asked for. */
const nearEdge = 8;
const highlightMs = 2_500;

export interface VirtualLogOptions {
  box: RefObject<HTMLDivElement | null>;
  lines: readonly ThreadLine[];
  /** The first window is here. */
  ready: boolean;
  /** The message to be led to; another object leads there again. */
  target: { key: string } | null;
  /** Somebody is about to be led somewhere: the log doesn't begin at its end. */
  leading: boolean;
  hasOlder: boolean;
  hasNewer: boolean;
  onOlder: () => void;
  onNewer: () => void;
  /** Lines that stay in the page wherever one scrolls: the focus, or an open menu, is there. */
  kept: readonly (string | null | undefined)[];
}

/**
 * A log of any length in which only the rows around what is in sight are in the page. It stays at its end while its
 * reader is there, else at the same words whatever comes above or below; it begins where the unread begins.
 */
export function useVirtualLog(options: VirtualLogOptions) {
  const { box, lines, ready, target, leading, hasOlder, hasNewer, onOlder, onNewer } = options;
  const everything = useFinding();
  const kept = useRef(options.kept);
  kept.current = options.kept;
  const latest = useRef(lines);
  latest.current = lines;
  // On the server nothing is known of sizes: there the last rows simply stand one below the other.
  const virtual = useSyncExternalStore(never, isBrowser, isServer);

  const rangeExtractor = useCallback(
    (range: Range) => {
      const first = everything ? 0 : Math.max(0, range.startIndex - overscan);
      const last = everything ? range.count - 1 : Math.min(range.count - 1, range.endIndex + overscan);
      const rows = Array.from({ length: last - first + 1 }, (_, index) => first + index);
      const outside = kept.current
        .map((key) => (key ? latest.current.findIndex((line) => line.key === key) : -1))
        .filter((index) => index >= 0 && (index < first || index > last));
      return [...new Set([...rows, ...outside])].sort((a, b) => a - b);
    },
    [everything],
  );
  const log = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: virtual ? lines.length : 0,
    getScrollElement: () => box.current,
    estimateSize: (index) => estimatedHeight(lines[index]),
    getItemKey: useCallback((index: number) => lines[index]?.key ?? index, [lines]),
    rangeExtractor,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: nearEnd,
    paddingStart: 8,
    paddingEnd: 28,
  });

  const here = ready && virtual;
  const staysAtEnd = useRef(true);
  const highlighted = useLeading(log, staysAtEnd, { lines, ready: here, target, leading });
  const atEnd = useAtEnd(box, log, staysAtEnd, { lines, hasNewer, ready: here && !leading });
  const toEnd = useWayToEnd(log, lines, hasNewer);

  const rows = log.getVirtualItems();
  const inSight = log.range;
  const nearTop = inSight !== null && inSight.startIndex < nearEdge;
  const nearBottom = inSight !== null && inSight.endIndex > lines.length - nearEdge;
  const first = lines[0]?.key;
  const last = lines.at(-1)?.key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each page that came the next one may be wanted
  useEffect(() => {
    // Whoever was led to another place just now is there before this is drawn again.
    const edge = log.measurementsCache[nearEdge];
    const isElsewhere = edge !== undefined && (box.current?.scrollTop ?? 0) > edge.start;
    if (ready && !leading && nearTop && !isElsewhere && hasOlder) onOlder();
  }, [ready, leading, nearTop, hasOlder, onOlder, first]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each page that came the next one may be wanted
  useEffect(() => {
    if (ready && nearBottom && hasNewer) onNewer();
  }, [ready, nearBottom, hasNewer, onNewer, last]);

  const overflows = log.getTotalSize() > (log.scrollRect?.height ?? 0);
  /** Place of the topmost line in sight; null where all are. */
  const firstInSight = inSight && overflows ? inSight.startIndex : null;
  return { virtual, log, rows, atEnd, toEnd, highlighted, atStart: nearTop, firstInSight };
}

type Log = ReturnType<typeof useVirtualizer<HTMLDivElement, HTMLDivElement>>;

/**
 * Goes to the end, also once the newest entries are shown that are asked for meanwhile. Whoever writes goes there too.
 */
function useWayToEnd(log: Log, lines: readonly ThreadLine[], hasNewer: boolean): () => void {
  const wanted = useRef(false);
  const last = lines.at(-1);
  const own = last?.type === "message" && last.unsent ? last.key : null;
  const before = useRef(own);
  useLayoutEffect(() => {
    if (own && own !== before.current) wanted.current = true;
    before.current = own;
    if (!wanted.current || hasNewer) return;
    wanted.current = false;
    log.scrollToEnd();
  });
  return useCallback(() => {
    wanted.current = true;
    log.scrollToEnd();
  }, [log]);
}

/** Whether the reader is at the chat's end; there they stay whatever comes and while the box changes its size. */
function useAtEnd(
  box: RefObject<HTMLDivElement | null>,
  log: Log,
  there: RefObject<boolean>,
  { lines, hasNewer, ready }: { lines: readonly ThreadLine[]; hasNewer: boolean; ready: boolean },
): boolean {
  const [atEnd, setAtEnd] = useState(true);
  const top = useRef(0);
  const follows = ready && !hasNewer;
  const look = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const before = top.current;
    // Asked of the page itself: the log learns only by an event where it was just scrolled to.
    top.current = element.scrollTop;
    if (element.scrollHeight - element.clientHeight - top.current <= nearEnd) there.current = true;
    // Much came at once, or rows turned out higher than thought: nobody moved up, so nobody wants to be away from it.
    else if (there.current && follows && top.current >= before) log.scrollToEnd();
    else there.current = false;
    setAtEnd(there.current);
  }, [box, log, there, follows]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what came may lie below the end of before
  useEffect(look, [look, lines, ready]);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    element.addEventListener("scroll", look, { passive: true });
    // A phone's keyboard, a growing composer: the box gets smaller, its end should stay in sight.
    const observer = new ResizeObserver(() => there.current && log.scrollToEnd());
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      observer.disconnect();
    };
  }, [box, log, there, look]);
  return atEnd && !hasNewer;
}

/** Where the log begins, and where its reader is led to: the message there is marked for a moment. */
function useLeading(
  log: Log,
  staysAtEnd: RefObject<boolean>,
  { lines, ready, target, leading }: Pick<VirtualLogOptions, "lines" | "ready" | "target" | "leading">,
): string | null {
  const begun = useRef(false);
  const [highlighted, setHighlighted] = useState<string | null>(null);
  const led = useRef<object | null>(null);
  // React may take effects back and run them again, in development it always does: then the way there begins anew too.
  useLayoutEffect(
    () => () => {
      begun.current = false;
      led.current = null;
    },
    [],
  );
  useLayoutEffect(() => {
    if (!target || led.current === target) return;
    const index = lines.findIndex((line) => isAt(line, target.key));
    if (index < 0) return;
    led.current = target;
    begun.current = true;
    staysAtEnd.current = false;
    log.scrollToIndex(index, { align: "center" });
    setHighlighted(target.key);
  }, [log, staysAtEnd, lines, target]);
  // After that: whoever is led somewhere doesn't begin elsewhere.
  useLayoutEffect(() => {
    if (!ready || begun.current || leading || lines.length === 0) return;
    begun.current = true;
    const unread = lines.findIndex(({ type }) => type === "new");
    const below = lines.slice(Math.max(0, unread)).reduce((sum, line) => sum + estimatedHeight(line), 0);
    // Only when the unread doesn't fit: else its end is the better place.
    staysAtEnd.current = unread < 0 || below <= (log.scrollElement?.clientHeight ?? 0);
    if (staysAtEnd.current) log.scrollToEnd();
    else log.scrollToIndex(unread, { align: "start" });
  }, [log, staysAtEnd, lines, ready, leading]);

  const latest = useRef(lines);
  latest.current = lines;
  useEffect(() => {
    if (!highlighted) return;
    const box = log.scrollElement;
    // Rows above and below may still find their sizes, the box its own: until its reader moves, the message stays in sight.
    let isHeld = true;
    const release = () => {
      isHeld = false;
    };
    for (const move of readersMoves) window.addEventListener(move, release, { passive: true });
    let isFocused = false;
    let frame = requestAnimationFrame(function look() {
      // It is in the page once the log has scrolled there.
      const element = document.getElementById(messageElementId(highlighted));
      if (element && !isFocused) element.focus({ preventScroll: true });
      isFocused ||= element !== null;
      const index = latest.current.findIndex((line) => isAt(line, highlighted));
      if (isHeld && index >= 0 && !(element && box && isInSight(element, box)))
        log.scrollToIndex(index, { align: "center" });
      if (isHeld || !isFocused) frame = requestAnimationFrame(look);
    });
    const timer = setTimeout(() => setHighlighted(null), highlightMs);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      for (const move of readersMoves) window.removeEventListener(move, release);
    };
  }, [log, highlighted]);
  return highlighted;
}

const readersMoves = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

function isInSight(element: Element, box: Element): boolean {
  const [{ top, bottom }, within] = [element.getBoundingClientRect(), box.getBoundingClientRect()];
  return bottom > within.top && top < within.bottom;
}

const isAt = (line: ThreadLine, key: string) =>
  line.key === key || (line.type === "events" && line.entries.some(({ id }) => id === key));

const never = () => () => {};
const isBrowser = () => true;
const isServer = () => false;
