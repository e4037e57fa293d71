import { z } from "zod";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/domain/chats/input";
import { moveStatus } from "../change-task";
import { lockTask } from "../policy";

/** Closes a ticket that stayed resolved; one that was reopened meanwhile is left alone. */
export const closeResolvedTicket = command({
  name: "tasks.closeResolvedTicket",
  permission: "system:work",
  input: z.object({ ticketId: anyId }),
  async handle(ctx, { ticketId }): Promise<{ closed: boolean }> {
    const ticket = await lockTask(ctx, ticketId);
    if (ticket.status !== "resolved") return { closed: false };
    await moveStatus(ctx, ticket, "closed");
    return { closed: true };
  },
});
