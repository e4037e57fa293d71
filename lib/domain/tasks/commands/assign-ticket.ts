import { z } from "zod";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/domain/chats/input";
import { assign, type Holder } from "../change-ticket";
import { lockTicket } from "../policy";
import { refuseTakenAway, requireUnchanged } from "../require-unchanged";
import { getSummary } from "../summary";
import type { TicketSummary } from "../views";

const holder = { assigneeUserId: anyId.nullable().optional(), teamId: anyId.nullable().optional() };

/** Hands a ticket to a member and/or team, or back to the queue. Of two who take it at once one is told. */
export const assignTicket = command({
  name: "tasks.assignTicket",
  permission: "ticket:handle",
  input: z.object({
    ticketId: anyId,
    ...holder,
    /** The assignee that the person saw; somebody else by now is a conflict. */
    from: anyId.nullable().optional(),
  }),
  async handle(ctx, input): Promise<{ ticket: TicketSummary; undo: { ticketId: string } & Holder }> {
    const ticket = await lockTicket(ctx, input.ticketId).catch(async (error) => {
      if (input.from !== undefined) await refuseTakenAway(ctx, input.ticketId);
      throw error;
    });
    await requireUnchanged(ctx, ticket, "assigned", input.from, ticket.assigneeUserId);
    const before: Holder = { assigneeUserId: ticket.assigneeUserId, teamId: ticket.teamId };
    const { assigneeUserId = before.assigneeUserId, teamId = before.teamId } = input;
    await assign(ctx, ticket, { assigneeUserId, teamId });
    return { ticket: await getSummary(ctx, input.ticketId), undo: { ticketId: input.ticketId, ...before } };
  },
});
