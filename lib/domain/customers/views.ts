import type { TicketStatus } from "@/lib/domain/tasks/views";

/** A line of the list of customers; counts what the viewer may see. */
export type CustomerListItem = {
  id: string;
  name: string | null;
  email: string | null;
  emailVerified: boolean;
  lastSeenAt: string | null;
  createdAt: string;
  tickets: number;
  openTickets: number;
};

export type CustomerProfile = Omit<CustomerListItem, "tickets" | "openTickets"> & {
  timeZone: string | null;
  locale: string | null;
  /** Newest activity first. */
  tickets: { id: string; number: number; title: string; status: TicketStatus; at: string }[];
};
