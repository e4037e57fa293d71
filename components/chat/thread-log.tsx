"use client";

import { ArrowDown } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { dayNamer } from "@/components/conversation/day";
import { useStickyScroll } from "@/components/conversation/use-sticky-scroll";
import { Button } from "@/components/ui/button";
import { EventLines } from "./event-lines";
import { MessageBubble } from "./message-bubble";
import type { ThreadLine } from "./thread-lines";
import { useAnnouncements } from "./use-announcements";

export interface ThreadLogProps {
  lines: readonly ThreadLine[];
  myId: string;
  timeZone: string;
  /** The first window is here: what comes from now on is news. */
  ready: boolean;
  hasOlder: boolean;
  onOlder: () => void;
  /** The reader has the newest entry in sight. */
  onSeen: () => void;
  onRetry: (id: string, options?: { sendAnyway?: boolean }) => void;
  onDiscard: (id: string) => void;
  /** Under the last line: who is typing. */
  footer?: ReactNode;
}

/** A conversation as members see it: opens where the unread begins, stays at its end while its reader is there. */
export function ThreadLog(props: ThreadLogProps) {
  const { lines, myId, ready, hasOlder, onOlder, onSeen, footer } = props;
  const t = useTranslations("chat");
  const box = useRef<HTMLDivElement>(null);
  const { atBottom, onScroll, toBottom } = useStickyScroll(box, lines[0]?.key);
  const said = useAnnouncements(lines, myId, ready);
  const below = useNewBelow(lines, atBottom);
  useStartAtUnread(box, ready);

  const newest = lines.at(-1)?.key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line at the end is seen anew
  useEffect(() => {
    if (atBottom && ready) onSeen();
  }, [atBottom, ready, newest, onSeen]);

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={t("log")}
        onScroll={onScroll}
        className="flex h-full flex-col overflow-y-auto px-4 pt-2 pb-4 outline-offset-[-2px] sm:px-6"
      >
        <OlderTrigger shown={hasOlder} onOlder={onOlder} box={box} />
        {lines.map((line) => (
          <Line key={line.key} line={line} {...props} />
        ))}
        {footer}
      </div>
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
      {atBottom ? null : (
        <Button
          size="sm"
          onClick={toBottom}
          className="-translate-x-1/2 absolute bottom-3 left-1/2 rounded-full shadow-raised"
        >
          <ArrowDown aria-hidden />
          {below > 0 ? t("newBelow", { count: below }) : t("toNewest")}
        </Button>
      )}
    </div>
  );
}

function Line({ line, timeZone, onRetry, onDiscard }: { line: ThreadLine } & ThreadLogProps) {
  const t = useTranslations("chat");
  switch (line.type) {
    case "message":
      return <MessageBubble line={line} timeZone={timeZone} onRetry={onRetry} onDiscard={onDiscard} />;
    case "events":
      return <EventLines entries={line.entries} timeZone={timeZone} />;
    case "day":
      return <DayLine at={line.at} timeZone={timeZone} />;
    case "new":
      return (
        <p
          data-new-line
          className="mt-4 flex items-center gap-3 font-medium text-accent-text text-xs before:h-px before:flex-1 before:bg-current before:opacity-30 after:h-px after:flex-1 after:bg-current after:opacity-30"
        >
          {t("newLine")}
        </p>
      );
  }
}

function DayLine({ at, timeZone }: { at: string; timeZone: string }) {
  const t = useTranslations("chat");
  const format = useFormatter();
  const dayOf = dayNamer(timeZone);
  const day = dayOf(at);
  const words =
    day === dayOf(new Date())
      ? t("today")
      : day === dayOf(new Date(Date.now() - 86_400_000))
        ? t("yesterday")
        : format.dateTime(new Date(at), "date", { timeZone });
  return (
    <p
      suppressHydrationWarning
      className="mt-5 flex items-center gap-3 font-medium text-subtle text-xs before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border"
    >
      {words}
    </p>
  );
}

/** Asks for older messages when the top comes near; a button for those who can't scroll. */
function OlderTrigger({
  shown,
  onOlder,
  box,
}: {
  shown: boolean;
  onOlder: () => void;
  box: { current: HTMLDivElement | null };
}) {
  const t = useTranslations("chat");
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!shown || !mark.current) return;
    const observer = new IntersectionObserver(([seen]) => seen?.isIntersecting && onOlder(), {
      root: box.current,
      rootMargin: "200px 0px 0px 0px",
    });
    observer.observe(mark.current);
    return () => observer.disconnect();
  }, [shown, onOlder, box]);
  if (!shown) return <div className="mt-auto" />;
  return (
    <div ref={mark} className="mt-auto flex justify-center pt-2">
      <Button variant="ghost" size="sm" onClick={onOlder}>
        {t("older")}
      </Button>
    </div>
  );
}

/** How many messages came since the reader left the end. */
function useNewBelow(lines: readonly ThreadLine[], atBottom: boolean): number {
  const seen = useRef(0);
  const last = lines.reduce((max, line) => (line.type === "message" ? Math.max(max, line.seq ?? 0) : max), 0);
  if (atBottom) seen.current = last;
  return lines.filter((line) => line.type === "message" && (line.seq ?? 0) > seen.current).length;
}

function useStartAtUnread(box: { current: HTMLDivElement | null }, ready: boolean) {
  const done = useRef(false);
  useLayoutEffect(() => {
    if (!ready || done.current) return;
    done.current = true;
    const mark = box.current?.querySelector("[data-new-line]");
    if (!mark || !box.current) return;
    const above = mark.getBoundingClientRect().top - box.current.getBoundingClientRect().top;
    // Only when the unread doesn't fit: else its end is the better place.
    if (above < 0) box.current.scrollTop += above - 48;
  }, [box, ready]);
}
