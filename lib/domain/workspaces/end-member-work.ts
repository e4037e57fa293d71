import { and, eq } from "drizzle-orm";
import { teamMembers } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { leaveTickets } from "@/lib/domain/tasks/leave-tickets";
import { lockHeldTasks, releaseTasks } from "@/lib/domain/tasks/release-tasks";

/** What `endMemberWork` will send back, locked. Before the membership changes, see `lockHeldTasks`. */
export const lockMemberWork = (ctx: Context, userId: string): Promise<void> =>
  lockHeldTasks(ctx, { assigneeUserId: userId });

/**
 * Takes a member out of all teams and tickets; the open ones that they held go back to the queue.
 * @returns how many went back
 */
export async function endMemberWork(ctx: Context, userId: string): Promise<number> {
  await ctx.tx
    .delete(teamMembers)
    .where(and(eq(teamMembers.workspaceId, ctx.workspaceId), eq(teamMembers.userId, userId)));
  const released = await releaseTasks(ctx, { assigneeUserId: userId });
  await leaveTickets(ctx, userId);
  return released;
}
