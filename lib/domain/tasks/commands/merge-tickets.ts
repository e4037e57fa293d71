import { z } from "zod";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { anyId } from "@/lib/domain/chats/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { mergeTicket, unmergeTicket } from "../merge";
import type { Task } from "../policy";
import { getSummary } from "../summary";
import type { TicketSummary } from "../views";

/** Both tickets as they are now. */
export type Merged = { source: TicketSummary; into: TicketSummary };

/** Shows a ticket's messages in the thread of another one from now on. The caller has to handle both. */
export const mergeTickets = command({
  name: "tasks.mergeTickets",
  permission: "ticket:handle",
  rateLimit: taskChangesPerMinute,
  input: z.object({ ticketId: anyId, intoTicketId: anyId }),
  handle: async (ctx, { ticketId, intoTicketId }): Promise<Merged> =>
    both(ctx, await mergeTicket(ctx, ticketId, intoTicketId)),
});

/** Takes the merge of a ticket back, whenever it was. The caller has to handle both. */
export const unmergeTickets = command({
  name: "tasks.unmergeTickets",
  permission: "ticket:handle",
  rateLimit: taskChangesPerMinute,
  input: z.object({ ticketId: anyId }),
  handle: async (ctx, { ticketId }): Promise<Merged> => both(ctx, await unmergeTicket(ctx, ticketId)),
});

async function both(ctx: Context, [source, into]: readonly [Task, Task]): Promise<Merged> {
  return { source: await getSummary(ctx, source.taskId), into: await getSummary(ctx, into.taskId) };
}
