import { and, asc, eq, or } from "drizzle-orm";
import { isTicket, taskLinks, tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { postEvent } from "@/lib/domain/chats/post-entry";
import { notify } from "@/lib/domain/notifications/notify";
import type { Task } from "./policy";
import { isOver } from "./task-status";

/** Tells the tickets that are linked with some work that it is over: a line in their chats, a word to who holds them. */
export async function tellWaitingTickets(
  ctx: Context,
  { taskId, type, number }: Task,
  to: "done" | "cancelled",
): Promise<void> {
  const tickets = await linkedTickets(ctx, taskId);
  const by = ctx.actor.kind === "member" ? ctx.actor : null;
  for (const ticket of tickets) {
    if (!ticket.chatId || ticket.status === "closed") continue;
    await postEvent(ctx, ticket.chatId, { name: "linked_done", other: { type, number }, to });
    const userId = ticket.assigneeUserId;
    if (!userId || userId === by?.userId || isOver(ticket.status)) continue;
    const about = { chatId: ticket.chatId, taskId: ticket.id };
    await notify(ctx, { ...about, userId, kind: "linked_done", by: by?.name ?? null });
  }
}

async function linkedTickets(ctx: Context, taskId: string) {
  const rows = await ctx.tx
    .select({
      id: tasks.id,
      chatId: tasks.chatId,
      status: tasks.status,
      assigneeUserId: tasks.assigneeUserId,
    })
    .from(taskLinks)
    .innerJoin(
      tasks,
      and(
        eq(tasks.workspaceId, taskLinks.workspaceId),
        isTicket,
        or(
          and(eq(taskLinks.fromTaskId, taskId), eq(tasks.id, taskLinks.toTaskId)),
          and(eq(taskLinks.toTaskId, taskId), eq(tasks.id, taskLinks.fromTaskId)),
        ),
      ),
    )
    .where(eq(taskLinks.workspaceId, ctx.workspaceId))
    // Two of these at once write to the chats in the same order.
    .orderBy(asc(tasks.chatId));
  const seen = new Map(rows.map((row) => [row.id, row]));
  return [...seen.values()] as (Omit<(typeof rows)[number], "status"> & { status: Task["status"] })[];
}
