import { z } from "zod";
import { priorities, ticketStatuses } from "@/db/schema";
import { defineEvent } from "@/lib/core/events";

const id = z.string();
const holder = z.object({ assigneeUserId: id.nullable(), teamId: id.nullable() });
const ticket = z.object({ taskId: id, chatId: id });

export const ticketOpened = defineEvent("ticket.opened", ticket.extend({ followsTaskId: id.nullable() }));

/** `before` also names the audiences that may have to drop the ticket from their lists. */
export const ticketAssigned = defineEvent(
  "ticket.assigned",
  ticket.extend({ before: holder, after: holder }),
);

export const ticketStatusChanged = defineEvent(
  "ticket.status_changed",
  ticket.extend({ before: z.enum(ticketStatuses), after: z.enum(ticketStatuses) }),
);

export const ticketPriorityChanged = defineEvent(
  "ticket.priority_changed",
  ticket.extend({ before: z.enum(priorities), after: z.enum(priorities) }),
);

export const ticketSnoozed = defineEvent(
  "ticket.snoozed",
  ticket.extend({ before: z.string().nullable(), after: z.string().nullable() }),
);

export const ticketRenamed = defineEvent(
  "ticket.renamed",
  ticket.extend({ before: z.string(), after: z.string() }),
);

export const ticketArchived = defineEvent("ticket.archived", ticket);
