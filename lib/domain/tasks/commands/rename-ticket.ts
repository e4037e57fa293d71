import { z } from "zod";
import { command } from "@/lib/core/command";
import { line } from "@/lib/core/input";
import { anyId } from "@/lib/domain/chats/input";
import { postEvent } from "@/lib/domain/chats/post-entry";
import { updateTicket } from "../change-ticket";
import { ticketRenamed } from "../events";
import { lockTicket } from "../policy";
import { getSummary } from "../summary";
import type { TicketSummary } from "../views";

export const renameTicket = command({
  name: "tasks.renameTicket",
  permission: "ticket:handle",
  input: z.object({ ticketId: anyId, title: line(200) }),
  async handle(ctx, input): Promise<{ ticket: TicketSummary; undo: { ticketId: string; title: string } }> {
    const { ticketId, chatId, title: before } = await lockTicket(ctx, input.ticketId);
    if (before !== input.title) {
      await updateTicket(ctx, ticketId, { title: input.title });
      ctx.emit(ticketRenamed, ticketId, { taskId: ticketId, chatId, before, after: input.title });
      await postEvent(ctx, chatId, { name: "title_changed", to: input.title });
    }
    return { ticket: await getSummary(ctx, ticketId), undo: { ticketId, title: before } };
  },
});
