import type { FieldDefinition } from "../fields/field-rules";
import { compareText } from "../view-rules";
import type { Priority, TicketStatus } from "../views";
import { type QueuePlace, type QueueSort, statusOrder, urgencyOrder } from "./place";
import { nameOrder } from "./rules";

/** What all tickets of a part of the list have in common; null stands for nobody and no team. */
export type Fixed = {
  status?: TicketStatus;
  priority?: Priority;
  assignee?: string | null;
  team?: string | null;
  waiting?: boolean;
  /** In a custom field: an option, a member, any value at all, or null for none. */
  field?: { id: string; is: { option: string } | { member: string } | "any" | null };
};

/** By what a leg is ordered: a column of tickets, or the values of the custom field that it is about, or their age. */
export type LegKey = "activity" | "number" | "waiting" | "fieldText" | "fieldNumber" | "fieldDate" | "age";

/** By which custom field a list is sorted, and who stands in it. */
export type SortField = { field: FieldDefinition; people: readonly Named[] };

/**
 * A part of the list that one index holds in order. The list is its legs one after the other, so that grouping and
 * sorting by what has few values needs no sorting of all tickets.
 */
export type Leg = {
  /** Where it stands among the legs: compares as text, and stays the same for all pages. */
  order: string;
  fixed: Fixed;
  key: LegKey;
  descending: boolean;
};

type Part = { order: string; fixed: Fixed };
type Named = { id: string; name: string };

/** The legs of a list, first to last. @param named the people or teams by whom it is grouped, of those it may hold */
export function legsOf(
  { group, sort, filters }: Pick<QueuePlace, "group" | "sort" | "filters">,
  named: readonly Named[],
  sortField: SortField | null = null,
): Leg[] {
  const allowed = ({ status, priority, waiting, assignee, team }: Fixed) =>
    (!status || filters.status.length === 0 || filters.status.includes(status)) &&
    (!priority || filters.priority.length === 0 || filters.priority.includes(priority)) &&
    (waiting === undefined || filters.waiting === null || waiting === (filters.waiting === "yes")) &&
    (assignee !== null || filters.assignee.length === 0 || filters.assignee.includes("nobody")) &&
    (team !== null || filters.team.length === 0 || filters.team.includes("none"));
  return groups(group, named)
    .flatMap((outer) =>
      sorted(sort, sortField).flatMap(({ order, fixed, ...rest }) => {
        const both = join(outer.fixed, fixed);
        return both && allowed(both) ? [{ order: `${outer.order}|${order}`, fixed: both, ...rest }] : [];
      }),
    )
    .sort((a, b) => compareText(a.order, b.order));
}

function groups(group: QueuePlace["group"], named: readonly Named[]): Part[] {
  switch (group) {
    case null:
      return [{ order: "", fixed: {} }];
    case "status":
      return statusOrder.map((status, at) => ({ order: String(at), fixed: { status } }));
    case "priority":
      return urgencyOrder.map((priority, at) => ({ order: String(at), fixed: { priority } }));
    default:
      return [
        ...named.map((who) => ({ order: nameOrder(who), fixed: { [group]: who.id } })),
        { order: nameOrder(null), fixed: { [group]: null } },
      ];
  }
}

function sorted(
  { key, descending }: QueueSort,
  sortField: SortField | null,
): (Part & Pick<Leg, "key" | "descending">)[] {
  const newest = { key: "activity", descending: true } as const;
  switch (key) {
    case "updated":
      return [{ order: "", fixed: {}, key: "activity", descending }];
    case "number":
      return [{ order: "", fixed: {}, key: "number", descending }];
    case "waiting":
      return [
        { order: "0", fixed: { waiting: true }, key: "waiting", descending },
        { order: "1", fixed: { waiting: false }, ...newest },
      ];
    case "priority": {
      const priorities = descending ? urgencyOrder : urgencyOrder.toReversed();
      return priorities.flatMap((priority, p) =>
        statusOrder.map((status, s) => ({ order: `${p}${s}`, fixed: { status, priority }, ...newest })),
      );
    }
    case "status": {
      const statuses = descending ? statusOrder.toReversed() : statusOrder;
      return statuses.flatMap((status, s) =>
        urgencyOrder.map((priority, p) => ({ order: `${s}${p}`, fixed: { status, priority }, ...newest })),
      );
    }
    default:
      return sortField
        ? byField(sortField, descending)
        : [{ order: "", fixed: {}, key: "activity", descending: true }];
  }
}

/** Those that have something in order, then those that have nothing. */
function byField(
  { field, people }: SortField,
  descending: boolean,
): (Part & Pick<Leg, "key" | "descending">)[] {
  const part = (order: string, is: NonNullable<Fixed["field"]>["is"], key: LegKey, down: boolean) => ({
    ...{ order, key, descending: down },
    fixed: { field: { id: field.id, is } },
  });
  const none = part("9", null, "activity", true);
  const turned = <T>(items: readonly T[]) => (descending ? items.toReversed() : items);
  const each = (values: readonly ({ option: string } | { member: string })[]) =>
    turned(values).map((is, at) => part(`1${String(at).padStart(6, "0")}`, is, "age", true));
  switch (field.type) {
    case "text":
      return [part("1", "any", "fieldText", descending), none];
    case "number":
      return [part("1", "any", "fieldNumber", descending), none];
    case "date":
      return [part("1", "any", "fieldDate", descending), none];
    case "checkbox":
      return [part(descending ? "1" : "95", "any", "age", true), none];
    case "person": {
      const byName = people.toSorted((a, b) => compareText(nameOrder(a), nameOrder(b)));
      return [...each(byName.map(({ id }) => ({ member: id }))), none];
    }
    default:
      return [...each(field.options.map(({ id }) => ({ option: id }))), none];
  }
}

/** Both at once, or null where no ticket can be both. */
function join(a: Fixed, b: Fixed): Fixed | null {
  for (const name of ["status", "priority"] as const)
    if (a[name] !== undefined && b[name] !== undefined && a[name] !== b[name]) return null;
  return { ...a, ...b };
}
