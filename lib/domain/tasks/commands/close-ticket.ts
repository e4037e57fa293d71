import { and, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { chats, customers, tasks, workspaces } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { replyAwaitsCustomer } from "@/lib/domain/chats/events";
import { anyId } from "@/lib/domain/chats/input";
import { postEvent } from "@/lib/domain/chats/post-entry";
import { moveStatus, updateTask } from "../change-task";
import { closesNow, warnsNow } from "../close-rules";
import { lockTask } from "../policy";

/** Closes a ticket that stayed resolved; one that was reopened meanwhile is left alone. */
export const closeResolvedTicket = command({
  name: "tasks.closeResolvedTicket",
  permission: "system:work",
  input: z.object({ ticketId: anyId }),
  async handle(ctx, { ticketId }): Promise<{ closed: boolean }> {
    const ticket = await lockTask(ctx, ticketId);
    if (!(await factsIf(ctx, ticketId, closesNow))) return { closed: false };
    await moveStatus(ctx, ticket, "closed");
    return { closed: true };
  },
});

/**
 * Tells the customer of a resolved ticket that it is about to close: in the conversation and, when they are gone, by
 * mail. Once for each time that it was resolved; whoever writes meanwhile has it open again.
 */
export const warnBeforeClosing = command({
  name: "tasks.warnBeforeClosing",
  permission: "system:work",
  input: z.object({ ticketId: anyId }),
  async handle(ctx, { ticketId }): Promise<{ warned: boolean }> {
    const { chatId } = await lockTask(ctx, ticketId);
    const facts = await factsIf(ctx, ticketId, warnsNow);
    if (!facts) return { warned: false };
    const { customerId, hasMail, days, text } = facts;
    // Nobody did anything: in lists the ticket stays where it is.
    await updateTask(ctx, ticketId, { closeWarnedAt: sql`now()`, lastActivityAt: sql`last_activity_at` });
    const { publicSeq } = await postEvent(ctx, chatId, { name: "closing_soon", days, text });
    if (customerId && hasMail) {
      ctx.emit(replyAwaitsCustomer, chatId, { chatId, customerId, publicSeq: publicSeq ?? 0 });
    }
    return { warned: true };
  },
});

/** What a warning says and to whom, if a condition of `close-rules` holds for a ticket. Ask under its lock. */
async function factsIf(ctx: Context, ticketId: string, condition: SQL) {
  const [row] = await ctx.tx
    .select({
      customerId: chats.customerId,
      hasMail: sql<boolean>`exists (select from ${customers} where ${customers.workspaceId} = ${chats.workspaceId}
        and ${customers.id} = ${chats.customerId} and ${customers.email} is not null)`,
      days: workspaces.closeWarningDays,
      text: workspaces.closeWarningText,
    })
    .from(tasks)
    .innerJoin(workspaces, eq(workspaces.id, tasks.workspaceId))
    .innerJoin(chats, and(eq(chats.workspaceId, tasks.workspaceId), eq(chats.id, tasks.chatId)))
    .where(and(eq(tasks.workspaceId, ctx.workspaceId), eq(tasks.id, ticketId), condition));
  return row;
}
