"use client";

import {
  type ColumnSizingState,
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  type Updater,
  useTable,
} from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { FieldDefinition } from "@/lib/domain/tasks/fields/field-rules";
import { columnOf, isSortable } from "@/lib/domain/tasks/queue/field-columns";
import {
  type BuiltInColumn,
  columnWidth,
  fieldIdOf,
  type QueueColumn,
  type QueueFilters,
  type QueuePlace,
  type QueueSort,
  queueColumns,
} from "@/lib/domain/tasks/queue/place";
import type { TicketListItem } from "@/lib/domain/tasks/views";
import { GroupName } from "./group-name";
import type { Line } from "./lines";
import { QueueEnd } from "./queue-list";
import { QueueRow } from "./queue-row";
import { isSelected } from "./selection";
import { useLinesInSight } from "./use-lines-in-sight";
import type { QueueNavigation } from "./use-queue-address";
import type { QueueList } from "./use-queue-list";
import type { QueueSelection } from "./use-selection";

export interface QueueLinesProps {
  slug: string;
  me: PersonRef;
  lines: readonly Line[];
  list: QueueList;
  place: QueuePlace;
  filter: (change: Partial<QueueFilters>) => void;
  hrefOf: (number: number) => string;
  onOpen: (number: number) => void;
  /** Where `J` and `K` are. */
  focused: number | null;
  onFocus: (number: number) => void;
  timeZone: string;
  selected: QueueSelection;
  fields: readonly FieldDefinition[];
}

const heights = { ticket: 44, group: 34 };

/** Of the boxes that select, in CSS pixels. */
const boxWidth = 36;

/** Widths until somebody chooses others; the subject takes what is left. */
const usualWidths: Record<BuiltInColumn, number> = {
  number: 56,
  subject: 240,
  customer: 136,
  status: 144,
  priority: 100,
  tags: 160,
  assignee: 140,
  team: 104,
  inbox: 112,
  waiting: 80,
  updated: 84,
  created: 88,
};

/** @param column one of a custom field has room for a few words */
export const usualWidth = (column: QueueColumn): number => usualWidths[column as BuiltInColumn] ?? 128;

/** By which order a column sorts, and how at first. */
const sortOf: Partial<Record<BuiltInColumn, QueueSort>> = {
  number: { key: "number", descending: true },
  created: { key: "number", descending: true },
  status: { key: "status", descending: false },
  priority: { key: "priority", descending: true },
  waiting: { key: "waiting", descending: false },
  updated: { key: "updated", descending: true },
};

// Filtering, sorting and grouping are the server's; the table knows its columns.
const features = tableFeatures({
  columnVisibilityFeature,
  columnOrderingFeature,
  columnSizingFeature,
  columnResizingFeature,
});
const columnsOf = (fields: readonly FieldDefinition[]) =>
  [...queueColumns, ...fields.map(columnOf)].map((id) => ({
    id,
    size: usualWidth(id),
    minSize: columnWidth.min,
    maxSize: columnWidth.max,
  }));
const noRows: TicketListItem[] = [];

/** The tickets as a table: only rows near to be seen exist, older ones load on the way down. */
export function QueueTable(props: QueueLinesProps & { address: QueueNavigation }) {
  const { lines, list, place, address, focused, selected, fields } = props;
  const t = useTranslations("queue");
  const box = useRef<HTMLDivElement>(null);
  const { widths, setWidths } = useWidths(address);
  const shown = place.columns;
  const columns = useMemo(() => columnsOf(fields), [fields]);
  const nameOf = useColumnName(fields);
  const orderOf = (column: QueueColumn) => sortOf[column as BuiltInColumn] ?? fieldSort(fields, column);
  const table = useTable({
    features,
    columns,
    data: noRows,
    columnResizeMode: "onChange",
    state: {
      columnOrder: [...shown],
      columnVisibility: Object.fromEntries(columns.map(({ id }) => [id, shown.includes(id)])),
      columnSizing: widths,
    },
    onColumnSizingChange: setWidths,
  });
  const headers = table.getHeaderGroups()[0]!.headers;
  const visible = headers.map(({ column }) => column.id as QueueColumn);
  const { first, end, above, below } = useLinesInSight({ box, lines, list, focused, heights, covered: 40 });
  // The subject takes what is left, so its column says no width of its own.
  const least = headers.reduce((sum, header) => sum + header.getSize(), boxWidth);

  return (
    <div ref={box} className="min-h-0 flex-1 overflow-auto" data-queue-scroll>
      <table
        aria-label={t("table")}
        aria-rowcount={list.hasMore ? -1 : lines.length + 1}
        style={{ width: `max(100%, ${least}px)`, borderCollapse: "separate", borderSpacing: 0 }}
        className="table-fixed text-left text-sm"
      >
        <colgroup>
          <col style={{ width: boxWidth }} />
          {headers.map((header) => (
            <col
              key={header.id}
              style={header.column.id === "subject" ? undefined : { width: header.getSize() }}
            />
          ))}
        </colgroup>
        <thead className="text-subtle text-xs">
          <tr aria-rowindex={1}>
            <th scope="col" className="sticky top-0 z-10 border-border border-b bg-surface p-0 pl-3">
              <Checkbox
                aria-label={t("bulk.selectLoaded")}
                checked={allOf(lines, selected) ? true : selected.isAny ? "indeterminate" : false}
                onCheckedChange={selected.toggleLoaded}
              />
            </th>
            {headers.map((header) => {
              const column = header.column.id as QueueColumn;
              const sort = orderOf(column);
              const isSorted = sort?.key === place.sort.key;
              return (
                <th
                  key={header.id}
                  scope="col"
                  aria-sort={
                    isSorted && column !== "created"
                      ? place.sort.descending
                        ? "descending"
                        : "ascending"
                      : undefined
                  }
                  className="sticky top-0 z-10 h-9 border-border border-b bg-surface p-0 font-medium"
                >
                  {sort ? (
                    <button
                      type="button"
                      onClick={() =>
                        address.change({
                          sort: isSorted ? { key: sort.key, descending: !place.sort.descending } : sort,
                        })
                      }
                      className={cn(
                        "flex h-full w-full items-center gap-1 px-2 hover:text-text focus-visible:outline-offset-[-2px]",
                        isSorted && "text-text",
                      )}
                    >
                      <span className="truncate">{nameOf(column)}</span>
                      {isSorted ? (
                        place.sort.descending ? (
                          <ArrowDown aria-hidden className="size-3.5 shrink-0" />
                        ) : (
                          <ArrowUp aria-hidden className="size-3.5 shrink-0" />
                        )
                      ) : null}
                    </button>
                  ) : (
                    <span className="block truncate px-2">{nameOf(column)}</span>
                  )}
                  {/* By mouse and finger; the keyboard finds widths among what is displayed. */}
                  <span
                    aria-hidden
                    onPointerDown={(event) => event.stopPropagation()}
                    onMouseDown={header.getResizeHandler()}
                    onTouchStart={header.getResizeHandler()}
                    onDoubleClick={() => header.column.resetSize()}
                    className={cn(
                      "absolute inset-y-1.5 -right-1 z-10 w-2 cursor-col-resize touch-none border-transparent border-r-2 bg-clip-content hover:border-accent",
                      header.column.getIsResizing() && "border-accent",
                    )}
                  />
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          <Spacer height={above} columns={visible.length + 1} />
          {lines.slice(first, end).map((line, n) =>
            line.kind === "group" ? (
              <tr key={line.key} aria-rowindex={first + n + 2} style={{ height: heights.group }}>
                <th
                  scope="rowgroup"
                  colSpan={visible.length + 1}
                  className="border-border border-b bg-sunken px-3 py-0 text-left font-medium text-muted text-xs"
                >
                  <span className="sticky left-3 inline-flex">
                    <GroupName ticket={line.ticket} group={place.group!} />
                  </span>
                </th>
              </tr>
            ) : (
              <QueueRow
                key={line.key}
                {...props}
                ticket={line.ticket}
                columns={visible}
                index={first + n + 2}
                height={heights.ticket}
                isFocused={line.ticket.number === focused}
                isSelected={isSelected(selected.selection, line.ticket.number)}
                isSelecting={selected.isAny}
                onSelect={selected.toggle}
                onReach={selected.reach}
              />
            ),
          )}
          <Spacer height={below} columns={visible.length + 1} />
        </tbody>
      </table>
      <QueueEnd list={list} />
    </div>
  );
}

/** Whether all that are loaded are selected. */
const allOf = (lines: readonly Line[], { selection, isAny }: QueueSelection) =>
  isAny && lines.every((line) => line.kind === "group" || isSelected(selection, line.ticket.number));

/** What a column is called: as its field is, or as everywhere. */
export function useColumnName(fields: readonly FieldDefinition[]): (column: QueueColumn) => string {
  const t = useTranslations("queue.columns");
  return (column) => {
    const id = fieldIdOf(column);
    return id === null ? t(column as BuiltInColumn) : (fields.find((field) => field.id === id)?.name ?? "");
  };
}

function fieldSort(fields: readonly FieldDefinition[], column: QueueColumn): QueueSort | undefined {
  const field = fields.find(({ id }) => id === fieldIdOf(column));
  if (!field || !isSortable(field)) return undefined;
  return { key: columnOf(field), descending: field.type === "checkbox" };
}

function Spacer({ height, columns }: { height: number; columns: number }) {
  if (height === 0) return null;
  return (
    <tr aria-hidden style={{ height }}>
      <td colSpan={columns} className="p-0" />
    </tr>
  );
}

const restMs = 300;

/** Widths while somebody drags; once they rest, the address holds them. */
function useWidths({ place, change }: QueueNavigation) {
  const told = useMemo(() => place.widths as ColumnSizingState, [place.widths]);
  const [dragged, setDragged] = useState<ColumnSizingState | null>(null);
  const widths = dragged ?? told;
  useEffect(() => {
    if (!dragged) return;
    const timer = setTimeout(() => {
      const rounded = Object.entries(dragged).map(([column, width]) => [
        column,
        Math.min(columnWidth.max, Math.max(columnWidth.min, Math.round(width))),
      ]);
      change({ widths: Object.fromEntries(rounded) });
      setDragged(null);
    }, restMs);
    return () => clearTimeout(timer);
  }, [dragged, change]);
  const setWidths = (updater: Updater<ColumnSizingState>) =>
    setDragged((before) => (typeof updater === "function" ? updater(before ?? told) : updater));
  return { widths, setWidths };
}
