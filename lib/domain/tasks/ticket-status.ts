import type { TicketStatus } from "./views";

/** The state machine of tickets (spec "State machines"). Closed is final: a later message makes a follow-up. */
const moves: Record<TicketStatus, readonly TicketStatus[]> = {
  new: ["open", "pending", "on_hold", "resolved"],
  open: ["pending", "on_hold", "resolved"],
  pending: ["open", "on_hold", "resolved"],
  on_hold: ["open", "pending", "resolved"],
  resolved: ["open", "closed"],
  closed: [],
};

export const nextStatuses = (from: TicketStatus): TicketStatus[] => [...moves[from]];

export const mayMove = (from: TicketStatus, to: TicketStatus): boolean => moves[from].includes(to);

/** What a customer's message makes of a status; null for closed, which takes no more messages. */
export function afterCustomerMessage(status: TicketStatus): TicketStatus | null {
  if (status === "closed") return null;
  return status === "new" || status === "open" ? status : "open";
}

/** A member's first reply or an assignment opens a new ticket. */
export const afterMemberTouch = (status: TicketStatus): TicketStatus => (status === "new" ? "open" : status);

/** What customers are told of a status. */
export function publicStatus(status: TicketStatus): "open" | "resolved" | "closed" {
  return status === "resolved" || status === "closed" ? status : "open";
}
