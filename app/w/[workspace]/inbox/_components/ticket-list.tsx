"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FocusEvent, useEffect, useRef, useState } from "react";
import { TicketRow, ticketRowHeight } from "@/components/tasks/ticket-row";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { countHeld, isLeaving, rowsOf } from "@/lib/domain/tasks/inbox-state";
import type { InboxSnapshot, InboxStore } from "@/lib/domain/tasks/inbox-store";
import { ListEmpty } from "./list-empty";
import type { InboxNavigation } from "./use-inbox-address";

export interface TicketListProps {
  list: InboxSnapshot & { store: InboxStore };
  address: InboxNavigation;
  chatKey: string | null;
  timeZone: string;
  /** Where `J` and `K` are. */
  focused: number | null;
  onOpen: (number: number) => void;
}

/** The rows: only those in sight exist, older ones load on the way down, and nothing moves under somebody's hand. */
export function TicketList({ list, address, chatKey, timeZone, focused, onOpen }: TicketListProps) {
  const t = useTranslations("inbox");
  const { store, inbox, hasMore, loadingMore, error } = list;
  const box = useRef<HTMLDivElement>(null);
  const rows = inbox ? rowsOf(inbox) : [];
  const news = inbox ? countHeld(inbox) : 0;
  const { letGo, onScroll, ...holding } = useHolding(box, store);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ticketRowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
    initialRect: { width: 360, height: 900 },
  });
  const visible = virtual.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;

  useEffect(() => {
    if (hasMore && !loadingMore && !error && last >= rows.length - 10) store.loadMore();
  }, [hasMore, loadingMore, error, last, rows.length, store]);

  const at = rows.findIndex(({ number }) => number === focused);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: "auto" });
  }, [at, virtual]);

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
        {rows.length === 0 ? <ListEmpty address={address} chatKey={chatKey} /> : null}
        <ul aria-label={t("list.label")} style={{ height: virtual.getTotalSize() }} className="relative">
          {visible.map(({ key, index, start }) => {
            const ticket = rows[index];
            if (!ticket) return null;
            return (
              <li
                key={key}
                aria-setsize={hasMore ? -1 : rows.length}
                aria-posinset={index + 1}
                style={{ height: ticketRowHeight, transform: `translateY(${start}px)` }}
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
