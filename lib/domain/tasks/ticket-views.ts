/** The lists of the inbox, in the order in which they are offered. */
export const ticketViews = ["mine", "unassigned", "waiting", "all", "snoozed", "resolved"] as const;
export type TicketView = (typeof ticketViews)[number];
