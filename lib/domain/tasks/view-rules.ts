import type { ListRules } from "./inbox-state";
import type { TicketView } from "./ticket-views";
import type { TicketSummary } from "./views";

/** Whether a ticket belongs to a view, as the list query says it in SQL. @param now milliseconds */
function inView(ticket: TicketSummary, view: TicketView, userId: string, now: number): boolean {
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

/** The rules of one of the inbox's lists: newest activity first; where customers wait, the longest wait first. */
export const inboxRules = (view: TicketView, userId: string): ListRules => ({
  has: (ticket, now) => inView(ticket, view, userId, now),
  compare: (a, b) =>
    view === "waiting"
      ? compareTimes(waiting(a), waiting(b), a, b)
      : -compareTimes(active(a), active(b), a, b),
});

const active = (ticket: TicketSummary) => ticket.lastActivityAt;
const waiting = (ticket: TicketSummary) => ticket.waitingSince ?? ticket.lastActivityAt;

/** Times of the same shape compare as text; ids decide between equal ones. */
export const compareTimes = (x: string, y: string, a: { id: string }, b: { id: string }): number =>
  compareText(x, y) || compareText(a.id, b.id);

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
