import { type FieldFilter, type FieldFilters, formatFieldFilter, parseFieldFilter } from "./field-filters";
import {
  columnWidth,
  type DayRange,
  type FieldColumn,
  fieldIdOf,
  isStandardView,
  type QueueColumn,
  type QueueFilters,
  type QueuePlace,
  queueColumns,
  queueGroupings,
  queueSorts,
  standardPlace,
  statusOrder,
  urgencyOrder,
} from "./place";

/** What an address says and nobody understands: a parameter, or a part of its value. */
export type AddressProblem = { name: string; value: string };
export type ParsedAddress = { place: QueuePlace; problems: AddressProblem[] };

export const longestSearch = 200;
/** Of a whole address, in characters. */
export const longestAddress = 4_000;
const mostValues = 50;
const mostProblems = 8;

/** Says that a filter of the view that a place began with does not count. */
const any = "any";

/**
 * Reads a place from the parameters of an address. What a standard view says of itself counts where the address says
 * nothing else. Never throws: what makes no sense is left out and named.
 */
export function parseQueueAddress(params: URLSearchParams): ParsedAddress {
  const problems: AddressProblem[] = [];
  const refuse = (name: string, value: string) => {
    if (problems.length < mostProblems) problems.push({ name, value: value.slice(0, 60) });
  };
  for (const name of new Set(params.keys()))
    if (!known.has(name) && fieldIdOf(name) === null) refuse(name, params.get(name) ?? "");

  const view = readView(params.get("view"), refuse);
  const base = standardPlace(isStandardView(view) ? view : "all");
  const filters = { ...base.filters };
  for (const name of Object.keys(readers) as (keyof typeof readers)[]) {
    const said = params.get(name);
    if (said === null) continue;
    const value = said === any ? empty(filters[name]) : readers[name](said, name, refuse);
    if (value !== undefined) Object.assign(filters, { [name]: value });
  }
  filters.fields = readFields(params, refuse);
  filters.q = (params.get("q") ?? "").toWellFormed().slice(0, longestSearch);
  return {
    place: {
      view,
      filters,
      sort: readSort(params.get("sort"), refuse) ?? base.sort,
      group: readGroup(params.get("group"), refuse),
      columns: readColumns(params.get("columns"), refuse) ?? base.columns,
      widths: readWidths(params.get("widths"), refuse),
    },
    problems,
  };
}

/** The parameters of a place: what differs from the view that it began with. */
export function formatQueueAddress(place: QueuePlace): URLSearchParams {
  const params = new URLSearchParams();
  const { view, filters, sort, group, columns, widths } = place;
  const base = standardPlace(isStandardView(view) ? view : "all");
  if (view !== null) params.set("view", view);
  for (const name of Object.keys(readers) as (keyof typeof readers)[]) {
    const [said, usual] = [format(filters[name]), format(base.filters[name])];
    if (said !== usual) params.set(name, said || any);
  }
  for (const [id, filter] of Object.entries(filters.fields))
    params.set(`field.${id}`, formatFieldFilter(filter));
  if (filters.q) params.set("q", filters.q);
  const sorted = formatSort(sort);
  if (sorted !== formatSort(base.sort)) params.set("sort", sorted);
  if (group) params.set("group", group);
  if (columns.join() !== base.columns.join()) params.set("columns", columns.join());
  const sizes = Object.entries(widths).map(([column, width]) => `${column}:${width}`);
  if (sizes.length > 0) params.set("widths", sizes.toSorted().join());
  return params;
}

type Refuse = (name: string, value: string) => void;

const isId = (text: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
const isOneOf = (allowed: readonly string[]) => (text: string) => allowed.includes(text);

const list =
  (allowed: (text: string) => boolean) =>
  (said: string, name: string, refuse: Refuse): string[] | undefined => {
    const values = [...new Set(said.split(",").filter(Boolean))];
    for (const value of values) if (!allowed(value)) refuse(name, value);
    const understood = values.filter(allowed).slice(0, mostValues);
    return understood.length > 0 ? understood : undefined;
  };
const one = (allowed: readonly string[]) => (said: string, name: string, refuse: Refuse) => {
  if (allowed.includes(said)) return said;
  refuse(name, said);
  return undefined;
};

type ListedFilter = Exclude<keyof QueueFilters, "q" | "fields">;

/** Each answers undefined where nothing was understood. */
const readers: Record<ListedFilter, (said: string, name: string, refuse: Refuse) => unknown> = {
  status: list(isOneOf(statusOrder)),
  priority: list(isOneOf(urgencyOrder)),
  assignee: list((text) => text === "me" || text === "nobody" || isId(text)),
  team: list((text) => text === "none" || isId(text)),
  inbox: list(isId),
  tag: list((text) => text === "none" || isId(text)),
  customer: list(isId),
  waiting: one(["yes", "no"]),
  snoozed: one(["yes", "no"]),
  mentions: one(["me"]),
  created: readDays,
  updated: readDays,
};
const known = new Set([...Object.keys(readers), "q", "view", "sort", "group", "columns", "widths"]);

/** `2026-11-01..2026-11-21`, either end left out for an open one. */
function readDays(said: string, name: string, refuse: Refuse): DayRange | undefined {
  const [from = "", to = "", ...more] = said.split("..");
  const ends = [from, to].map((day) => (day === "" || isDay(day) ? day || null : undefined));
  const [first, last] = ends;
  if (
    more.length > 0 ||
    !said.includes("..") ||
    first === undefined ||
    last === undefined ||
    (first && last && first > last)
  ) {
    refuse(name, said);
    return undefined;
  }
  return { from: first, to: last };
}

/** A day that exists, of a time in which there can be tickets. */
export function isDay(text: string): boolean {
  if (!/^(19[7-9]\d|2\d{3})-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** More of them would make every list slow. */
const mostFieldFilters = 10;

function readFields(params: URLSearchParams, refuse: Refuse): FieldFilters {
  const filters: Record<string, FieldFilter> = {};
  for (const name of new Set(params.keys())) {
    const id = fieldIdOf(name);
    if (id === null) continue;
    const said = params.get(name) ?? "";
    const filter = parseFieldFilter(said);
    if (filter && Object.keys(filters).length < mostFieldFilters) filters[id] = filter;
    else refuse(name, said);
  }
  return filters;
}

function readView(said: string | null, refuse: Refuse): string | null {
  if (said === null || isStandardView(said) || isId(said)) return said;
  refuse("view", said);
  return null;
}

function readSort(said: string | null, refuse: Refuse): QueuePlace["sort"] | null {
  if (said === null) return null;
  const name = said.replace(/^-/, "");
  const key =
    queueSorts.find((sort) => sort === name) ?? (fieldIdOf(name) ? (name as FieldColumn) : undefined);
  if (key) return { key, descending: said.startsWith("-") };
  refuse("sort", said);
  return null;
}

function readGroup(said: string | null, refuse: Refuse): QueuePlace["group"] {
  if (said === null) return null;
  const group = queueGroupings.find((name) => name === said);
  if (!group) refuse("group", said);
  return group ?? null;
}

function readColumns(said: string | null, refuse: Refuse): QueueColumn[] | null {
  if (said === null) return null;
  const columns = list((name) => isOneOf(queueColumns)(name) || fieldIdOf(name) !== null)(
    said,
    "columns",
    refuse,
  ) as QueueColumn[] | undefined;
  // Without its subject a row says nothing and opens nothing.
  if (columns && !columns.includes("subject")) columns.unshift("subject");
  return columns ?? null;
}

function readWidths(said: string | null, refuse: Refuse): QueuePlace["widths"] {
  const widths: QueuePlace["widths"] = {};
  for (const part of said?.split(",").filter(Boolean) ?? []) {
    const [name, size] = part.split(":");
    const column =
      queueColumns.find((column) => column === name) ??
      (fieldIdOf(name ?? "") ? (name as FieldColumn) : undefined);
    const width = /^\d{1,4}$/.test(size ?? "") ? Number(size) : 0;
    if (column && width >= columnWidth.min && width <= columnWidth.max) widths[column] = width;
    else refuse("widths", part);
  }
  return widths;
}

const formatSort = ({ key, descending }: QueuePlace["sort"]) => (descending ? "-" : "") + key;

function format(value: QueueFilters[ListedFilter]): string {
  if (value === null) return "";
  if (typeof value === "string") return value;
  if ("from" in value) return value.from || value.to ? `${value.from ?? ""}..${value.to ?? ""}` : "";
  return value.join();
}

function empty(value: QueueFilters[ListedFilter]) {
  if (value === null || typeof value === "string") return null;
  return "from" in value ? { from: null, to: null } : [];
}
