import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { chats, tasks } from "@/db/schema";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/domain/chats/input";
import { updateTask } from "../change-task";
import { ticketArchived } from "../events";
import { lockTicket } from "../policy";

/** Archives a quiet support chat. Only resolved or closed work is put away; a new message brings it back. */
export const archiveSupportChat = command({
  name: "tasks.archiveSupportChat",
  permission: "system:work",
  input: z.object({ ticketId: anyId }),
  async handle(ctx, { ticketId }): Promise<{ archived: boolean }> {
    const ticket = await lockTicket(ctx, ticketId);
    if (ticket.status !== "resolved" && ticket.status !== "closed") return { archived: false };
    const changed = await ctx.tx
      .update(chats)
      .set({ archivedAt: sql`now()` })
      .where(
        and(eq(chats.workspaceId, ctx.workspaceId), eq(chats.id, ticket.chatId), isNull(chats.archivedAt)),
      )
      .returning({ id: chats.id });
    if (changed.length === 0) return { archived: false };
    // Putting away what is quiet is no activity: it must not come up in the lists.
    await updateTask(ctx, ticketId, { lastActivityAt: sql`${tasks.lastActivityAt}` });
    ctx.emit(ticketArchived, ticketId, { taskId: ticketId, chatId: ticket.chatId });
    return { archived: true };
  },
});
