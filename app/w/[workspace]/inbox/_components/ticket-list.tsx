"use client";

import { ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FocusEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { NoList, WindowedList } from "@/components/shell/windowed-list";
import { TicketRow, ticketRowHeight } from "@/components/tasks/ticket-row";
import { Button } from "@/components/ui/button";
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

  if (!inbox) {
    const retry = () => store.open(address);
    return (
      <NoList failed={error !== null} title={t("list.failed")} rowHeight={ticketRowHeight} onRetry={retry} />
    );
  }
  return (
    <div className="relative flex min-h-0 flex-1 flex-col" {...holding}>
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
      <WindowedList
        box={box}
        onScroll={onScroll}
        items={rows}
        rowHeight={ticketRowHeight}
        shown={rows.findIndex(({ number }) => number === focused)}
        older={{ hasMore, loadingMore, failed: error !== null, load: store.loadMore }}
        empty={empty}
        texts={{
          label: t("list.label"),
          loadingMore: t("list.loadingMore"),
          moreFailed: t("list.moreFailed"),
          end: t("list.end"),
        }}
        row={(ticket) => (
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
        )}
      />
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
