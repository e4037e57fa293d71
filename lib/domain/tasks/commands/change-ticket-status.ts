import { z } from "zod";
import { ticketStatuses } from "@/db/schema";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/domain/chats/input";
import { moveStatus } from "../change-ticket";
import { lockTicket } from "../policy";
import { requireUnchanged } from "../require-unchanged";
import { getSummary } from "../summary";
import { mayMove } from "../ticket-status";
import type { TicketStatus, TicketSummary } from "../views";

const status = z.enum(ticketStatuses);

/** Moves a ticket along its state machine. `undo` is there when the machine allows the way back. */
export const changeTicketStatus = command({
  name: "tasks.changeTicketStatus",
  permission: "ticket:handle",
  input: z.object({ ticketId: anyId, status, from: status.optional() }),
  async handle(
    ctx,
    input,
  ): Promise<{ ticket: TicketSummary; undo: { ticketId: string; status: TicketStatus } | null }> {
    const ticket = await lockTicket(ctx, input.ticketId);
    await requireUnchanged(ctx, ticket, "status_changed", input.from, ticket.status);
    await moveStatus(ctx, ticket, input.status);
    // A ticket that was new can't be new again, but undoing still gives it back to those who work on it.
    const back = ticket.status === "new" ? "open" : ticket.status;
    return {
      ticket: await getSummary(ctx, input.ticketId),
      undo: mayMove(input.status, back) ? { ticketId: input.ticketId, status: back } : null,
    };
  },
});
