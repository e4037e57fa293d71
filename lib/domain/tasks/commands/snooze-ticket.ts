import { z } from "zod";
import { command } from "@/lib/core/command";
import { conflict, invalid } from "@/lib/core/errors";
import { anyId } from "@/lib/domain/chats/input";
import { postEvent } from "@/lib/domain/chats/post-entry";
import { updateTicket } from "../change-ticket";
import { ticketSnoozed } from "../events";
import { lockTicket } from "../policy";
import { getSummary } from "../summary";
import type { TicketSummary } from "../views";

const longestMs = 366 * 86_400_000;

/**
 * Hides a ticket from the waiting lists until a time, or until the customer writes. It is not a status: nothing
 * else about the ticket changes. `until: null` wakes it.
 */
export const snoozeTicket = command({
  name: "tasks.snoozeTicket",
  permission: "ticket:handle",
  input: z.object({ ticketId: anyId, until: z.iso.datetime({ offset: true }).nullable() }),
  async handle(
    ctx,
    input,
  ): Promise<{ ticket: TicketSummary; undo: { ticketId: string; until: string | null } }> {
    const until = input.until === null ? null : new Date(input.until);
    if (until && until.getTime() <= Date.now()) throw invalid("until", "in_the_past");
    if (until && until.getTime() > Date.now() + longestMs) throw invalid("until", "too_far");
    const ticket = await lockTicket(ctx, input.ticketId);
    const { ticketId, chatId, status } = ticket;
    if (until && (status === "resolved" || status === "closed"))
      throw conflict("snooze_needs_open", { status });
    const before = ticket.snoozedUntil?.toISOString() ?? null;
    const after = until?.toISOString() ?? null;
    if (before !== after) {
      await updateTicket(ctx, ticketId, { snoozedUntil: until });
      ctx.emit(ticketSnoozed, ticketId, { taskId: ticketId, chatId, before, after });
      await postEvent(ctx, chatId, after ? { name: "snoozed", until: after } : { name: "unsnoozed" });
    }
    return { ticket: await getSummary(ctx, ticketId), undo: { ticketId, until: before } };
  },
});
