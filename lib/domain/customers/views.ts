import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { TicketStatus } from "@/lib/domain/tasks/views";
import type { Attribute } from "./attributes";

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

export type CustomerTicket = { id: string; number: number; title: string; status: TicketStatus; at: string };

export type CustomerNote = {
  id: string;
  body: string;
  author: PersonRef;
  /** The viewer's own, who may change and delete it. */
  own: boolean;
  at: string;
  editedAt: string | null;
};

/** Another customer of whom the team says that it is this one. */
export type MergedCustomer = {
  mergeId: string;
  name: string | null;
  email: string | null;
  emailVerified: boolean;
  mergedBy: PersonRef;
  at: string;
};

export type CustomerProfile = Omit<CustomerListItem, "tickets" | "openTickets"> & {
  timeZone: string | null;
  locale: string | null;
  attributes: Attribute[];
  /** Newest first. */
  notes: CustomerNote[];
  merged: MergedCustomer[];
  /** Newest activity first. */
  tickets: CustomerTicket[];
  nextCursor: string | null;
};

/** Somebody who may be the same person, and what says so. */
export type Duplicate = CustomerListItem & { same: ("email" | "phone" | "name")[] };

/** What a merge would do, before it is done. */
export type MergePreview = {
  /** Of those that the viewer sees. */
  tickets: number;
  notes: number;
  /** What the one that remains has no value for. */
  fills: { name?: string; email?: string; attributes: Attribute[] };
  /** Where both know something and the remaining one's stays. */
  keeps: { name: string; kept: string; dropped: string }[];
};
