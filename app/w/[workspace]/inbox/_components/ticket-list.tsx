"use client";

import { ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FocusEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { TicketRow, ticketRowHeight } from "@/components/tasks/ticket-row";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { useRowWindow } from "@/components/ui/use-row-window";
import { countHeld, isLeaving, rowsOf } from "@/lib/domain/tasks/inbox-state";
import type { InboxSnapshot, InboxStore } from "@/lib/domain/tasks/inbox-store";
import type { InboxNavigation } from "./use-inbox-address";

export interface TicketListProps {
  list: InboxSnapshot & { store: InboxStore };
  address: InboxNavigation;
  /** What stands here while there is nothing. */
  empty: ReactNode;
  timeZone: string;
  /** Where `J` and `K` are. */
  focused: number | null;
  onOpen: (number: number) => void;
}

/** The rows: only those in sight exist, older ones load on the way down, and nothing moves under somebody's hand. */
export function TicketList({ list, address, empty, timeZone, focused, onOpen }: TicketListProps) {
  const t = useTranslations("inbox");
  const { store, inbox, hasMore, loadingMore, error } = list;
  const box = useRef<HTMLDivElement>(null);
  const rows = inbox ? rowsOf(inbox) : [];
  const news = inbox ? countHeld(inbox) : 0;
  const { letGo, onScroll, ...holding } = useHolding(box, store);
  const at = rows.findIndex(({ number }) => number === focused);
  const { first, end } = useRowWindow({
    box,
    count: rows.length,
    rowHeight: ticketRowHeight,
    shown: at < 0 ? null : at,
  });

  useEffect(() => {
    if (hasMore && !loadingMore && !error && end >= rows.length - 10) store.loadMore();
  }, [hasMore, loadingMore, error, end, rows.length, store]);

  if (!inbox) {
    return error ? (
      <ErrorState title={t("list.failed")} onRetry={() => store.open(address)} className="flex-1" />
    ) : (
      <ListSkeleton />
    );
  }
  return (
    <div className="relative min-h-0 flex-1" {...holding}>
      {news > 0 ? (
        <Button
          variant="primary"
          size="sm"
          aria-label={t("list.newsLabel", { count: news })}
          onClick={letGo}
          className="-translate-x-1/2 absolute top-2 left-1/2 z-10 rounded-full shadow-raised"
        >
          <ArrowUp aria-hidden />
          {t("list.news", { count: news })}
        </Button>
      ) : null}
      <div ref={box} onScroll={onScroll} className="h-full overflow-y-auto">
        {rows.length === 0 ? empty : null}
        <ul
          aria-label={t("list.label")}
          style={{ height: rows.length * ticketRowHeight }}
          className="relative"
        >
          {rows.slice(first, end).map((ticket, offset) => {
            const index = first + offset;
            return (
              <li
                key={ticket.id}
                aria-setsize={hasMore ? -1 : rows.length}
                aria-posinset={index + 1}
                style={{ height: ticketRowHeight, transform: `translateY(${index * ticketRowHeight}px)` }}
                className="absolute inset-x-0 top-0"
              >
                <TicketRow
                  ticket={ticket}
                  href={address.hrefOf({ number: ticket.number })}
                  open={ticket.number === address.number}
                  focused={ticket.number === focused}
                  leaving={isLeaving(inbox, ticket)}
                  now={inbox.now}
                  timeZone={timeZone}
                  onOpen={onOpen}
                />
              </li>
            );
          })}
        </ul>
        {rows.length > 0 ? <ListEnd list={list} /> : null}
      </div>
    </div>
  );
}

function ListEnd({ list: { hasMore, error, store } }: Pick<TicketListProps, "list">) {
  const t = useTranslations("inbox.list");
  const retry = useTranslations("common")("actions.retry");
  if (error) {
    return (
      <div role="alert" className="flex flex-col items-center gap-2 p-4 text-muted text-xs">
        {t("moreFailed")}
        <Button size="sm" onClick={store.loadMore}>
          {retry}
        </Button>
      </div>
    );
  }
  return <p className="p-4 text-center text-subtle text-xs">{hasMore ? t("loadingMore") : t("end")}</p>;
}

function ListSkeleton() {
  return (
    <div aria-busy className="flex-1 overflow-hidden">
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <div key={row} style={{ height: ticketRowHeight }} className="flex items-center gap-3 px-4">
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

const scrolled = 40;

/** Holds the rows still while somebody points at them, has moved down, or walks through them by keyboard. */
function useHolding(box: { current: HTMLDivElement | null }, store: InboxStore) {
  const [reasons, setReasons] = useState({ pointing: false, away: false, walking: false });
  const held = reasons.pointing || reasons.away || reasons.walking;
  useEffect(() => store.tell({ type: "held", held }), [store, held]);
  const put = (change: Partial<typeof reasons>) => setReasons((before) => ({ ...before, ...change }));
  return {
    letGo: () => {
      store.tell({ type: "held", held: false });
      setReasons({ pointing: false, away: false, walking: false });
      box.current?.scrollTo({ top: 0 });
    },
    onPointerEnter: (event: { pointerType: string }) => put({ pointing: event.pointerType === "mouse" }),
    onPointerLeave: () => put({ pointing: false }),
    onScroll: () => {
      const away = (box.current?.scrollTop ?? 0) > scrolled;
      if (away !== reasons.away) put({ away });
    },
    onFocus: (event: FocusEvent) => put({ walking: event.target.matches(":focus-visible") }),
    onBlur: () => put({ walking: false }),
  };
}
