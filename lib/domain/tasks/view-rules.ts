import type { TicketView } from "./ticket-views";
import type { TicketSummary } from "./views";

/** Whether a ticket belongs to a view, as the list query says it in SQL. @param now milliseconds */
export function inView(ticket: TicketSummary, view: TicketView, userId: string, now: number): boolean {
  const unresolved = ticket.status !== "resolved" && ticket.status !== "closed";
  const awake = ticket.snoozedUntil === null || Date.parse(ticket.snoozedUntil) <= now;
  switch (view) {
    case "mine":
      return ticket.assignee?.id === userId && unresolved && awake;
    case "unassigned":
      return ticket.assignee === null && unresolved && awake;
    case "waiting":
      return ticket.waitingSince !== null && unresolved && awake;
    case "snoozed":
      return unresolved && !awake;
    case "resolved":
      return !unresolved;
    case "all":
      return true;
  }
}

/** Where a row stands. Times of the same shape compare as text. */
export type Place = { at: string; id: string };

export function placeOf(ticket: TicketSummary, view: TicketView): Place {
  return { at: (view === "waiting" && ticket.waitingSince) || ticket.lastActivityAt, id: ticket.id };
}

/** Newest activity first; where customers wait, the longest wait first. */
export function comparePlaces(a: Place, b: Place, view: TicketView): number {
  const ascending = a.at === b.at ? compare(a.id, b.id) : compare(a.at, b.at);
  return view === "waiting" ? ascending : -ascending;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
