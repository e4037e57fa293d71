import { z } from "zod";
import { priorities } from "@/db/schema";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/domain/chats/input";
import { postEvent } from "@/lib/domain/chats/post-entry";
import { updateTicket } from "../change-ticket";
import { ticketPriorityChanged } from "../events";
import { lockTicket } from "../policy";
import { requireUnchanged } from "../require-unchanged";
import { getSummary } from "../summary";
import type { Priority, TicketSummary } from "../views";

const priority = z.enum(priorities);

export const setTicketPriority = command({
  name: "tasks.setTicketPriority",
  permission: "ticket:handle",
  input: z.object({ ticketId: anyId, priority, from: priority.optional() }),
  async handle(
    ctx,
    input,
  ): Promise<{ ticket: TicketSummary; undo: { ticketId: string; priority: Priority } }> {
    const ticket = await lockTicket(ctx, input.ticketId);
    await requireUnchanged(ctx, ticket, "priority_changed", input.from, ticket.priority);
    const { ticketId, chatId, priority: before } = ticket;
    if (before !== input.priority) {
      await updateTicket(ctx, ticketId, { priority: input.priority });
      ctx.emit(ticketPriorityChanged, ticketId, { taskId: ticketId, chatId, before, after: input.priority });
      await postEvent(ctx, chatId, { name: "priority_changed", from: before, to: input.priority });
    }
    return { ticket: await getSummary(ctx, ticketId), undo: { ticketId, priority: before } };
  },
});
