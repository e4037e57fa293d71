"use client";

import { ArrowDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { MemberEntry } from "@/lib/domain/chats/views";
import { DayAbove, DayLine } from "./day-line";
import { EventLines } from "./event-lines";
import { useMessageActions } from "./message-actions";
import { type EditedLine, MessageBubble } from "./message-bubble";
import type { ThreadLine } from "./thread-lines";
import { useActiveLine } from "./use-active-line";
import { isSaidByOther, since, useAnnouncements } from "./use-announcements";
import { useLineKeys } from "./use-line-keys";
import { useVirtualLog } from "./use-virtual-log";

export interface ThreadLogProps {
  lines: readonly ThreadLine[];
  /** The chat's newest entries, also while the reader looks at older ones. */
  newest: readonly MemberEntry[];
  myId: string;
  timeZone: string;
  /** The first window is here: what comes from now on is news. */
  ready: boolean;
  /** The message to be led to; another object leads there again. */
  target: { key: string } | null;
  /** It is being looked for. */
  leading: boolean;
  editing: (EditedLine & { id: string }) | null;
  hasOlder: boolean;
  hasNewer: boolean;
  /** Why older ones didn't come: asked for again by a button. */
  olderFailed: boolean;
  onOlder: () => void;
  onNewer: () => void;
  onNewest: () => void;
  onDate: (date: string) => void;
  /** The reader has the newest entry in sight. */
  onSeen: () => void;
  onRetry: (id: string, options?: { sendAnyway?: boolean }) => void;
  onDiscard: (id: string) => void;
  /** Under the last line: who is typing. */
  footer?: ReactNode;
}

/** How many rows stand there before the browser knows sizes. */
const mostAtFirst = 30;

/** A conversation as members see it: opens where the unread begins, stays at its end while its reader is there. */
export function ThreadLog(props: ThreadLogProps) {
  const { newest, myId, ready, hasOlder, hasNewer, leading, onSeen } = props;
  const lines = useMemo(() => withoutHalfDay(props.lines, hasOlder), [props.lines, hasOlder]);
  const t = useTranslations("chat");
  const box = useRef<HTMLDivElement>(null);
  const { active, kept, handlers, openMenu } = useActiveLine();
  const { virtual, log, rows, atEnd, toEnd, highlighted, atStart, firstInSight } = useVirtualLog({
    ...props,
    lines,
    box,
    kept: [...kept, props.editing?.id],
    onOlder: props.olderFailed ? nothing : props.onOlder,
  });
  const dayAbove = firstInSight === null ? null : instantAt(lines, firstInSight);
  const { selection } = useMessageActions();
  const toggle = (key: string) => {
    const line = lines.find((one) => one.key === key);
    if (line?.type === "message" && selection?.may(line)) selection.toggle(key);
  };
  const onKeyDown = useLineKeys(openMenu, selection ? toggle : undefined);
  const said = useAnnouncements(newest, myId, ready);
  const below = useNewBelow(newest, myId, atEnd);

  const last = newest.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new entry at the end is seen anew
  useEffect(() => {
    if (atEnd && ready && !leading) onSeen();
  }, [atEnd, ready, leading, last, onSeen]);

  const row = (line: ThreadLine) => {
    switch (line.type) {
      case "message":
        return (
          <MessageBubble
            line={line}
            timeZone={props.timeZone}
            active={active?.line === line.key ? active : null}
            editing={props.editing?.id === line.key ? props.editing : null}
            highlighted={highlighted === line.key}
            onRetry={props.onRetry}
            onDiscard={props.onDiscard}
          />
        );
      case "events":
        return <EventLines entries={line.entries} timeZone={props.timeZone} />;
      case "day":
        return <DayLine at={line.at} timeZone={props.timeZone} onDate={props.onDate} />;
      case "new":
        return <NewLine />;
    }
  };

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={t("log")}
        onKeyDown={onKeyDown}
        {...handlers}
        // The virtual rows keep their place by themselves. Before them the last ones stand at the end of the box.
        className={cn(
          "flex h-full flex-col overflow-x-clip overflow-y-auto px-4 outline-offset-[-2px] [overflow-anchor:none] sm:px-6",
          !virtual && "justify-end overflow-y-hidden",
        )}
      >
        {virtual ? (
          <div className="relative mt-auto shrink-0" style={{ height: log.getTotalSize() }}>
            {rows.map(({ index, key, start }) => {
              const line = lines[index];
              return line ? (
                <div
                  key={key}
                  ref={log.measureElement}
                  data-index={index}
                  className="absolute inset-x-0 flow-root"
                  style={{ top: start }}
                >
                  {row(line)}
                </div>
              ) : null;
            })}
            {hasNewer ? null : <div className="absolute inset-x-0 bottom-0.5">{props.footer}</div>}
          </div>
        ) : (
          <div className="pb-7">
            {lines.slice(-mostAtFirst).map((line) => (
              <div key={line.key} className="flow-root">
                {row(line)}
              </div>
            ))}
          </div>
        )}
      </div>
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
      {hasOlder && atStart ? (
        <Button
          size="sm"
          onClick={props.onOlder}
          className="-translate-x-1/2 absolute top-2 left-1/2 rounded-full shadow-raised"
        >
          {t("older")}
        </Button>
      ) : dayAbove ? (
        <DayAbove at={dayAbove} timeZone={props.timeZone} onDate={props.onDate} />
      ) : null}
      {atEnd ? null : (
        <Button
          size="sm"
          onClick={() => {
            if (hasNewer) props.onNewest();
            toEnd();
          }}
          className="-translate-x-1/2 absolute bottom-3 left-1/2 rounded-full shadow-raised"
        >
          <ArrowDown aria-hidden />
          {below > 0 ? t("newBelow", { count: below }) : t("toNewest")}
        </Button>
      )}
    </div>
  );
}

const nothing = () => {};

/**
 * The name of a day stands above its first entry: above the first one held, while more of the day may lie further up, it
 * would stay the first line whatever comes above, and hold the reader there instead of at the words in sight.
 */
const withoutHalfDay = (lines: readonly ThreadLine[], hasOlder: boolean) =>
  hasOlder && lines[0]?.type === "day" ? lines.slice(1) : lines;

/** When the line at a place was written; null where it is the name of a day. */
function instantAt(lines: readonly ThreadLine[], index: number): string | null {
  const line = lines[index];
  switch (line?.type) {
    case "message":
      return line.at;
    case "events":
      return line.entries[0]?.at ?? null;
    case "new":
      return instantAt(lines, index + 1);
    default:
      return null;
  }
}

function NewLine() {
  const t = useTranslations("chat");
  return (
    <p
      data-new-line
      className="mt-4 flex items-center gap-3 font-medium text-accent-text text-xs before:h-px before:flex-1 before:bg-current before:opacity-30 after:h-px after:flex-1 after:bg-current after:opacity-30"
    >
      {t("newLine")}
    </p>
  );
}

/** How many messages of others came since the reader left the end. */
function useNewBelow(newest: readonly MemberEntry[], myId: string, atEnd: boolean): number {
  const seen = useRef<string | undefined>(undefined);
  if (atEnd) seen.current = newest.at(-1)?.id;
  return since(newest, seen.current).filter((entry) => isSaidByOther(entry, myId)).length;
}
