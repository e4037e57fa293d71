"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { useRowWindow } from "@/components/ui/use-row-window";

export interface WindowedListProps<Item extends { id: string }> {
  items: readonly Item[];
  row: (item: Item) => ReactNode;
  rowHeight: number;
  /** The row that must be in sight when this changes; -1 for none. */
  shown: number;
  /** Older ones, which load on the way down. */
  older: { hasMore: boolean; loadingMore: boolean; failed: boolean; load: () => void };
  /** What stands here while there is nothing. */
  empty: ReactNode;
  /** `end`: said below the last one. */
  texts: { label: string; loadingMore: string; moreFailed: string; end?: string };
  /** What scrolls, for those who look at that too. */
  box?: RefObject<HTMLDivElement | null>;
  onScroll?: () => void;
}

/** A list that may be very long: only rows in sight exist. It fills what is left of a column. */
export function WindowedList<Item extends { id: string }>(props: WindowedListProps<Item>) {
  const { items, row, rowHeight, shown, older, empty, texts, onScroll } = props;
  const { hasMore, loadingMore, failed, load } = older;
  const own = useRef<HTMLDivElement>(null);
  const box = props.box ?? own;
  const count = items.length;
  const { first, end } = useRowWindow({ box, count, rowHeight, shown: shown < 0 ? null : shown });

  useEffect(() => {
    if (hasMore && !loadingMore && !failed && end >= count - 10) load();
  }, [hasMore, loadingMore, failed, end, count, load]);

  return (
    <div ref={box} onScroll={onScroll} className="min-h-0 flex-1 overflow-y-auto">
      {count === 0 ? empty : null}
      <ul aria-label={texts.label} style={{ height: count * rowHeight }} className="relative">
        {items.slice(first, end).map((item, offset) => {
          const index = first + offset;
          return (
            <li
              key={item.id}
              aria-setsize={hasMore ? -1 : count}
              aria-posinset={index + 1}
              style={{ height: rowHeight, transform: `translateY(${index * rowHeight}px)` }}
              className="absolute inset-x-0 top-0"
            >
              {row(item)}
            </li>
          );
        })}
      </ul>
      {count > 0 ? <ListEnd older={older} texts={texts} /> : null}
    </div>
  );
}

function ListEnd({ older, texts }: Pick<WindowedListProps<{ id: string }>, "older" | "texts">) {
  const retry = useTranslations("common")("actions.retry");
  if (older.failed) {
    return (
      <div role="alert" className="flex flex-col items-center gap-2 p-4 text-muted text-xs">
        {texts.moreFailed}
        <Button size="sm" onClick={older.load}>
          {retry}
        </Button>
      </div>
    );
  }
  const said = older.hasMore ? texts.loadingMore : texts.end;
  return said ? <p className="p-4 text-center text-subtle text-xs">{said}</p> : null;
}

export interface NoListProps {
  failed: boolean;
  title: string;
  rowHeight: number;
  onRetry: () => void;
}

/** In place of a list: it is on its way, or failed. */
export function NoList({ failed, title, rowHeight, onRetry }: NoListProps) {
  if (failed) return <ErrorState title={title} onRetry={onRetry} className="flex-1" />;
  return (
    <div aria-busy className="flex-1 overflow-hidden">
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <div key={row} style={{ height: rowHeight }} className="flex items-center gap-3 px-4">
          <Skeleton className="size-8 rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="w-1/3" />
            <Skeleton className="w-3/4" />
          </div>
        </div>
      ))}
    </div>
  );
}
