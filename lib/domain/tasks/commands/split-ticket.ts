import { z } from "zod";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { anyId, clientId } from "@/lib/domain/chats/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { taskTitle } from "../input";
import { splitTicket as split, unsplitTicket as unsplit } from "../split";
import { getSummary } from "../summary";
import type { TicketSummary } from "../views";

/** Both tickets as they are now. */
export type SplitTickets = { source: TicketSummary; made: TicketSummary };

const mostMessages = 100;

/** Makes a ticket of messages of another one, see `split`. */
export const splitTicket = command({
  name: "tasks.splitTicket",
  permission: "ticket:handle",
  rateLimit: taskChangesPerMinute,
  input: z.object({
    ticketId: anyId,
    chatId: clientId,
    messageIds: z
      .array(anyId.transform((id) => id.toLowerCase()))
      .min(1)
      .max(mostMessages)
      .transform((ids) => [...new Set(ids)]),
    title: taskTitle,
  }),
  handle: async (ctx, input): Promise<SplitTickets> => both(ctx, await split(ctx, input)),
});

/** Takes a split back, by the ticket that was made. */
export const unsplitTicket = command({
  name: "tasks.unsplitTicket",
  permission: "ticket:handle",
  rateLimit: taskChangesPerMinute,
  input: z.object({ ticketId: anyId }),
  handle: async (ctx, { ticketId }): Promise<SplitTickets> => both(ctx, await unsplit(ctx, ticketId)),
});

async function both(ctx: Context, { source, made }: { source: string; made: string }): Promise<SplitTickets> {
  return { source: await getSummary(ctx, source), made: await getSummary(ctx, made) };
}
