import type { PersonRef } from "@/lib/domain/people/person-ref";
import { type FieldDefinition, type FieldValue, fieldTextKey } from "../fields/field-rules";
import type { ListRules } from "../inbox-state";
import { compareText, compareTimes } from "../view-rules";
import type { TicketSummary } from "../views";
import { passesField } from "./field-filters";
import { type DayRange, fieldIdOf, type QueuePlace, statusOrder, urgencyOrder } from "./place";

/** Whose list it is, and by which calendar days count. */
export type QueueViewer = { userId: string; timeZone: string };

/** The rules of the queue at a place, as the list's query says them in SQL. */
/** @param fields the custom fields of tickets, as they are when it is asked */
export function queueRules(
  place: QueuePlace,
  viewer: QueueViewer,
  fields: () => readonly FieldDefinition[],
): ListRules {
  return {
    has: (ticket, now) => matches(ticket, place, viewer, now),
    compare: (a, b) => compareGroups(a, b, place.group) || compareBySort(a, b, place.sort, fields),
  };
}

/** What only the server can tell of a ticket: nothing that it did not find joins such a list. */
export const isSearch = ({ filters }: QueuePlace): boolean =>
  filters.q.trim() !== "" || filters.mentions !== null;

function matches(ticket: TicketSummary, { filters }: QueuePlace, viewer: QueueViewer, now: number): boolean {
  const { status, priority, assignee, team, inbox, tag, customer, waiting, snoozed, created, updated } =
    filters;
  const { requester } = ticket;
  const asleep = ticket.snoozedUntil !== null && Date.parse(ticket.snoozedUntil) > now;
  return (
    allows(status, ticket.status) &&
    allows(priority, ticket.priority) &&
    allows(
      assignee.map((id) => (id === "me" ? viewer.userId : id)),
      ticket.assignee?.id ?? "nobody",
    ) &&
    allows(team, ticket.team?.id ?? "none") &&
    allows(inbox, ticket.inboxId ?? "") &&
    (ticket.tags.some(({ id }) => allows(tag, id)) || (ticket.tags.length === 0 && allows(tag, "none"))) &&
    allows(customer, requester.kind === "customer" ? requester.id : "") &&
    (waiting === null || (waiting === "yes") === (ticket.waitingSince !== null)) &&
    (snoozed === null || (snoozed === "yes") === asleep) &&
    isWithin(ticket.createdAt, created, viewer.timeZone) &&
    isWithin(ticket.lastActivityAt, updated, viewer.timeZone) &&
    Object.entries(filters.fields).every(([id, filter]) =>
      passesField(ticket.fields?.[id], filter, viewer.userId),
    )
  );
}

const allows = (allowed: readonly string[], value: string) => allowed.length === 0 || allowed.includes(value);

function isWithin(at: string, { from, to }: DayRange, timeZone: string): boolean {
  if (!from && !to) return true;
  // Of English dialects that of Canada writes days as ISO does.
  const day = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(new Date(at));
  return (!from || day >= from) && (!to || day <= to);
}

/** Which group a ticket stands in: a status or priority, or an id; empty for nobody and no team. */
export function groupOf(ticket: TicketSummary, group: QueuePlace["group"]): string {
  if (group === "assignee") return ticket.assignee?.id ?? "";
  if (group === "team") return ticket.team?.id ?? "";
  return group ? ticket[group] : "";
}

function compareGroups(a: TicketSummary, b: TicketSummary, group: QueuePlace["group"]): number {
  switch (group) {
    case null:
      return 0;
    case "status":
      return byStatus(a, b);
    case "priority":
      return byPriority(a, b);
    default:
      return compareText(nameOrder(a[group]), nameOrder(b[group]));
  }
}

/** How people and teams follow each other; nobody comes last. */
export const nameOrder = (who: { id: string; name: string } | null): string =>
  who ? `0${who.name.toLowerCase()}\u0000${who.id}` : "1";

const byStatus = (a: TicketSummary, b: TicketSummary) =>
  statusOrder.indexOf(a.status) - statusOrder.indexOf(b.status);
const byPriority = (a: TicketSummary, b: TicketSummary) =>
  urgencyOrder.indexOf(a.priority) - urgencyOrder.indexOf(b.priority);
const byActivity = (a: TicketSummary, b: TicketSummary) =>
  compareTimes(a.lastActivityAt, b.lastActivityAt, a, b);

function compareBySort(
  a: TicketSummary,
  b: TicketSummary,
  { key, descending }: QueuePlace["sort"],
  fields: () => readonly FieldDefinition[],
): number {
  const sign = descending ? -1 : 1;
  switch (key) {
    case "updated":
      return sign * byActivity(a, b);
    case "number":
      return sign * (a.number - b.number);
    case "waiting":
      if (a.waitingSince && b.waitingSince) return sign * compareTimes(a.waitingSince, b.waitingSince, a, b);
      // Who waits comes first in both directions.
      return Number(!a.waitingSince) - Number(!b.waitingSince) || -byActivity(a, b);
    case "priority":
      // Descending is the most urgent first.
      return -sign * byPriority(a, b) || byStatus(a, b) || -byActivity(a, b);
    case "status":
      return sign * byStatus(a, b) || byPriority(a, b) || -byActivity(a, b);
    default: {
      const field = fields().find(({ id }) => id === fieldIdOf(key));
      return field ? compareByField(a, b, field, descending) : -byActivity(a, b);
    }
  }
}

/** Who has nothing comes last in both directions; a box that is not ticked is something. */
function compareByField(
  a: TicketSummary,
  b: TicketSummary,
  field: FieldDefinition,
  descending: boolean,
): number {
  const sign = descending ? -1 : 1;
  const [one, other] = [a.fields?.[field.id], b.fields?.[field.id]];
  if (one === undefined || other === undefined) {
    const missing = Number(one === undefined) - Number(other === undefined);
    if (missing === 0) return -byActivity(a, b);
    return field.type === "checkbox" && !descending ? -missing : missing;
  }
  const byId = compareText(a.id, b.id);
  switch (field.type) {
    case "number":
      return sign * (Number(one) - Number(other) || byId);
    case "date":
      return sign * (compareText(String(one), String(other)) || byId);
    case "text":
      return sign * (comparePoints(fieldTextKey(String(one)), fieldTextKey(String(other))) || byId);
    case "choice": {
      const place = (value: FieldValue) => field.options.findIndex(({ id }) => id === value);
      return sign * (place(one) - place(other)) || -byId;
    }
    case "person":
      return sign * compareText(nameOrder(one as PersonRef), nameOrder(other as PersonRef)) || -byId;
    default:
      return -byId;
  }
}

/** By code point, as the database does: strings compare by halves of those. */
function comparePoints(a: string, b: string): number {
  const [one, other] = [[...a], [...b]];
  const at = one.findIndex((point, index) => point !== other[index]);
  if (at < 0) return one.length - other.length;
  return (one[at]?.codePointAt(0) ?? -1) - (other[at]?.codePointAt(0) ?? -1);
}
