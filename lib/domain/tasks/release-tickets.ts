import { and, eq, ne } from "drizzle-orm";
import { isTicket, tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { assign } from "./change-ticket";
import { lockTicket } from "./policy";

/**
 * Sends tickets that may still need work back to the queue: those of a member who goes (their team keeps them), or of
 * a team that ends (their assignee keeps them). Closed ones stay as they were.
 * @returns how many went back
 */
export async function releaseTickets(
  ctx: Context,
  holder: { assigneeUserId: string } | { teamId: string },
): Promise<number> {
  const held =
    "teamId" in holder ? eq(tasks.teamId, holder.teamId) : eq(tasks.assigneeUserId, holder.assigneeUserId);
  const rows = await ctx.tx
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(eq(tasks.workspaceId, ctx.workspaceId), isTicket, ne(tasks.status, "closed"), held))
    // Two of these at once lock in the same order.
    .orderBy(tasks.id);
  for (const { id } of rows) {
    const ticket = await lockTicket(ctx, id);
    const { assigneeUserId, teamId } = ticket;
    await assign(
      ctx,
      ticket,
      "teamId" in holder ? { assigneeUserId, teamId: null } : { assigneeUserId: null, teamId },
    );
  }
  return rows.length;
}
