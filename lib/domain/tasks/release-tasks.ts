import { and, eq, notInArray } from "drizzle-orm";
import { tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { assign } from "./change-task";
import { lockHeldTask } from "./policy";

type Held = { assigneeUserId: string } | { teamId: string };

/**
 * Before a membership or a team ends whose work is released then: tasks are locked first, as by whoever gives one of
 * them to that member or team just now.
 */
export async function lockHeldTasks(ctx: Context, holder: Held): Promise<void> {
  await heldTasks(ctx, holder).for("no key update");
}

/**
 * Sends work that may still need somebody back to the queue: that of a member who goes (their team keeps it), or of a
 * team that ends (the assignee keeps it). What is closed, done or cancelled stays as it was.
 * @returns how many tickets went back
 */
export async function releaseTasks(ctx: Context, holder: Held): Promise<number> {
  const rows = await heldTasks(ctx, holder);
  for (const { id } of rows) {
    const task = await lockHeldTask(ctx, id);
    const { assigneeUserId, teamId } = task;
    await assign(
      ctx,
      task,
      "teamId" in holder ? { assigneeUserId, teamId: null } : { assigneeUserId: null, teamId },
    );
  }
  return rows.filter(({ type }) => type === "ticket").length;
}

function heldTasks(ctx: Context, holder: Held) {
  const held =
    "teamId" in holder ? eq(tasks.teamId, holder.teamId) : eq(tasks.assigneeUserId, holder.assigneeUserId);
  const isOpen = notInArray(tasks.status, ["closed", "done", "cancelled"]);
  return (
    ctx.tx
      .select({ id: tasks.id, type: tasks.type })
      .from(tasks)
      .where(and(eq(tasks.workspaceId, ctx.workspaceId), isOpen, held))
      // Two of these at once lock in the same order.
      .orderBy(tasks.id)
  );
}
