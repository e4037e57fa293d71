import type { Priority, TicketStatus } from "../views";
import type { FieldFilters } from "./field-filters";

/*
 * What the support queue can show, and a place in it: which tickets, in which order, in which columns. Pure, and the
 * same in the address, in saved views, on the server and in browsers.
 */

/** In the order in which they are offered. */
export const queueColumns = [
  "number",
  "subject",
  "customer",
  "status",
  "priority",
  "tags",
  "assignee",
  "team",
  "inbox",
  "waiting",
  "updated",
  "created",
] as const;
export type BuiltInColumn = (typeof queueColumns)[number];

/** A custom field, by its id: a column, an order, and what a filter is called in addresses. */
export type FieldColumn = `field.${string}`;
export type QueueColumn = BuiltInColumn | FieldColumn;

/** The field's id; null where something else is meant. */
export const fieldIdOf = (name: string): string | null =>
  /^field\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(name)?.[1] ?? null;

export const defaultColumns: readonly QueueColumn[] = [
  "number",
  "subject",
  "customer",
  "status",
  "priority",
  "assignee",
  "team",
  "waiting",
  "updated",
];

/** Widths of columns in CSS pixels. */
export const columnWidth = { min: 56, max: 800 } as const;

/** Numbers are taken as tickets are made, so by `number` is also by age. */
export const queueSorts = ["updated", "number", "waiting", "priority", "status"] as const;
export type BuiltInSort = (typeof queueSorts)[number];
export type QueueSort = { key: BuiltInSort | FieldColumn; descending: boolean };

export const queueGroupings = ["status", "priority", "assignee", "team"] as const;
export type QueueGrouping = (typeof queueGroupings)[number];

/** Status and priority in the order in which work is done. */
export const statusOrder: readonly TicketStatus[] = [
  "new",
  "open",
  "pending",
  "on_hold",
  "resolved",
  "closed",
];
export const urgencyOrder: readonly Priority[] = ["urgent", "high", "normal", "low"];
export const unresolved: readonly TicketStatus[] = ["new", "open", "pending", "on_hold"];

/** Days of the workspace's calendar as ISO dates, both included. */
export type DayRange = { from: string | null; to: string | null };
export type YesNo = "yes" | "no";

/** What a ticket has to be. Nothing said of a field (an empty list, null, no text) allows everything. */
export type QueueFilters = {
  status: readonly TicketStatus[];
  priority: readonly Priority[];
  /** Members' ids; `me` is whoever looks, `nobody` stands for none. */
  assignee: readonly string[];
  /** Teams' ids; `none` stands for no team. */
  team: readonly string[];
  inbox: readonly string[];
  /** Tags' ids, of which a ticket has one at least; `none` stands for no tag. */
  tag: readonly string[];
  customer: readonly string[];
  waiting: YesNo | null;
  snoozed: YesNo | null;
  /** `me`: a message names whoever looks. */
  mentions: "me" | null;
  created: DayRange;
  updated: DayRange;
  /** What they have in custom fields. */
  fields: FieldFilters;
  /** Words and operators, see `operators.ts`. */
  q: string;
};

export type QueuePlace = {
  /** The view that it began with: one of `standardViews` or the id of a saved one. */
  view: string | null;
  filters: QueueFilters;
  sort: QueueSort;
  group: QueueGrouping | null;
  columns: readonly QueueColumn[];
  widths: Partial<Record<QueueColumn, number>>;
};

export const standardViews = ["mine", "unassigned", "waiting", "mentions", "snoozed", "all"] as const;
export type StandardView = (typeof standardViews)[number];

export const isStandardView = (view: string | null): view is StandardView =>
  standardViews.some((name) => name === view);

export const noFilters: QueueFilters = {
  status: [],
  priority: [],
  assignee: [],
  team: [],
  inbox: [],
  tag: [],
  customer: [],
  waiting: null,
  snoozed: null,
  mentions: null,
  created: { from: null, to: null },
  updated: { from: null, to: null },
  fields: {},
  q: "",
};

const awake = { status: unresolved, snoozed: "no" } as const;
const filtersOf: Record<StandardView, Partial<QueueFilters>> = {
  mine: { ...awake, assignee: ["me"] },
  unassigned: { ...awake, assignee: ["nobody"] },
  waiting: { ...awake, waiting: "yes" },
  mentions: { mentions: "me" },
  snoozed: { status: unresolved, snoozed: "yes" },
  all: {},
};

/** A standard view as nobody has changed it. */
export function standardPlace(view: StandardView): QueuePlace {
  return {
    view,
    filters: { ...noFilters, ...filtersOf[view] },
    sort: view === "waiting" ? { key: "waiting", descending: false } : { key: "updated", descending: true },
    group: null,
    columns: defaultColumns,
    widths: {},
  };
}

/** Whether two places show the same tickets in the same order, whatever their columns. */
export const sameTickets = (a: QueuePlace, b: QueuePlace): boolean => ticketsKey(a) === ticketsKey(b);

/** Names what decides which tickets are shown and in which order. */
export function ticketsKey({ filters, sort, group }: QueuePlace): string {
  const { fields, ...others } = filters;
  const lists = Object.entries(others).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.toSorted() : value,
  ]);
  const byField = Object.entries(fields).map(([id, filter]) => [
    `field.${id}`,
    filter.kind === "oneOf" ? filter.values.toSorted() : filter,
  ]);
  return JSON.stringify([
    [...lists, ...byField].toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    sort,
    group,
  ]);
}
