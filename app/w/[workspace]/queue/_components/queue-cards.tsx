"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { TicketRow, ticketRowHeight } from "@/components/tasks/ticket-row";
import { Checkbox } from "@/components/ui/checkbox";
import { isLeaving } from "@/lib/domain/tasks/inbox-state";
import { GroupName } from "./group-name";
import { QueueEnd } from "./queue-list";
import type { QueueLinesProps } from "./queue-table";
import { isSelected } from "./selection";
import { useLinesInSight } from "./use-lines-in-sight";

const heights = { ticket: ticketRowHeight, group: 36 };

/** The tickets on a phone: a card each, headings between groups. */
export function QueueCards(props: QueueLinesProps & { isSelecting: boolean }) {
  const { lines, list, place, hrefOf, onOpen, focused, timeZone, selected, isSelecting } = props;
  const t = useTranslations("queue");
  const box = useRef<HTMLDivElement>(null);
  const { inbox } = list;
  const { first, end, above, below } = useLinesInSight({ box, lines, list, focused, heights });
  return (
    <div ref={box} className="min-h-0 flex-1 overflow-y-auto">
      <ul aria-label={t("table")} style={{ paddingTop: above, paddingBottom: below }}>
        {lines.slice(first, end).map((line) => (
          <li key={line.key} style={{ height: heights[line.kind] }} className="flex items-stretch">
            {line.kind === "group" ? (
              <div className="flex h-full w-full items-center border-border border-b bg-sunken px-4 font-medium text-muted text-xs">
                <GroupName ticket={line.ticket} group={place.group!} />
              </div>
            ) : (
              <>
                {isSelecting ? (
                  <span className="flex w-11 shrink-0 items-center justify-center border-border/60 border-b">
                    <Checkbox
                      aria-label={t("row.select", { number: line.ticket.number, title: line.ticket.title })}
                      checked={isSelected(selected.selection, line.ticket.number)}
                      onCheckedChange={() => selected.toggle(line.ticket.number)}
                      className="before:-inset-3"
                    />
                  </span>
                ) : null}
                <div className="min-w-0 flex-1">
                  <TicketRow
                    ticket={line.ticket}
                    href={hrefOf(line.ticket.number)}
                    open={false}
                    focused={line.ticket.number === focused}
                    leaving={inbox !== null && isLeaving(inbox, line.ticket)}
                    now={inbox?.now ?? 0}
                    timeZone={timeZone}
                    onOpen={isSelecting ? selected.toggle : onOpen}
                  />
                </div>
              </>
            )}
          </li>
        ))}
      </ul>
      <QueueEnd list={list} />
    </div>
  );
}
