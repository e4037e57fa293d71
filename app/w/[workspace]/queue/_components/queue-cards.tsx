"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { TicketRow, ticketRowHeight } from "@/components/tasks/ticket-row";
import { isLeaving } from "@/lib/domain/tasks/inbox-state";
import { GroupName } from "./group-name";
import { QueueEnd } from "./queue-list";
import type { QueueLinesProps } from "./queue-table";
import { useLinesInSight } from "./use-lines-in-sight";

const heights = { ticket: ticketRowHeight, group: 36 };

/** The tickets on a phone: a card each, headings between groups. */
export function QueueCards({ lines, list, place, hrefOf, onOpen, focused, timeZone }: QueueLinesProps) {
  const t = useTranslations("queue");
  const box = useRef<HTMLDivElement>(null);
  const { inbox } = list;
  const { first, end, above, below } = useLinesInSight({ box, lines, list, focused, heights });
  return (
    <div ref={box} className="min-h-0 flex-1 overflow-y-auto">
      <ul aria-label={t("table")} style={{ paddingTop: above, paddingBottom: below }}>
        {lines.slice(first, end).map((line) => (
          <li key={line.key} style={{ height: heights[line.kind] }}>
            {line.kind === "group" ? (
              <div className="flex h-full items-center border-border border-b bg-sunken px-4 font-medium text-muted text-xs">
                <GroupName ticket={line.ticket} group={place.group!} />
              </div>
            ) : (
              <TicketRow
                ticket={line.ticket}
                href={hrefOf(line.ticket.number)}
                open={false}
                focused={line.ticket.number === focused}
                leaving={inbox !== null && isLeaving(inbox, line.ticket)}
                now={inbox?.now ?? 0}
                timeZone={timeZone}
                onOpen={onOpen}
              />
            )}
          </li>
        ))}
      </ul>
      <QueueEnd list={list} />
    </div>
  );
}
