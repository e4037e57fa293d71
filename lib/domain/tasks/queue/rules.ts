import type { ListRules } from "../inbox-state";
import { compareText, compareTimes } from "../view-rules";
import type { TicketSummary } from "../views";
import { type DayRange, type QueuePlace, statusOrder, urgencyOrder } from "./place";

/** Whose list it is, and by which calendar days count. */
export type QueueViewer = { userId: string; timeZone: string };

/** The rules of the queue at a place, as the list's query says them in SQL. */
export function queueRules(place: QueuePlace, viewer: QueueViewer): ListRules {
  return {
    has: (ticket, now) => matches(ticket, place, viewer, now),
    compare: (a, b) => compareGroups(a, b, place.group) || compareBySort(a, b, place.sort),
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
    isWithin(ticket.lastActivityAt, updated, viewer.timeZone)
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

function compareBySort(a: TicketSummary, b: TicketSummary, { key, descending }: QueuePlace["sort"]): number {
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
  }
}
