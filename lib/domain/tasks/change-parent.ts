import { and, eq, sql } from "drizzle-orm";
import { tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { postEvent } from "@/lib/domain/chats/post-entry";
import { aboutTask, updateTask } from "./change-task";
import { taskParentChanged } from "./events";
import { lockHeldTask, type Task } from "./policy";

/** What a task is part of; null: of nothing. */
export async function parentOf(ctx: Context, taskId: string): Promise<string | null> {
  const [row] = await ctx.tx
    .select({ parentTaskId: tasks.parentTaskId })
    .from(tasks)
    .where(and(eq(tasks.workspaceId, ctx.workspaceId), eq(tasks.id, taskId)));
  return row?.parentTaskId ?? null;
}

/**
 * Makes a task part of an epic or task, or of nothing, and says so in all their chats. Call it under the workspace's
 * lock: two such changes at once could otherwise close a circle that neither of them sees.
 * @throws AppError INVALID naming `parentTaskId` for what can have no parts, or is itself part of the task
 */
export async function changeParent(
  ctx: Context,
  task: Task,
  from: string | null,
  to: Task | null,
): Promise<void> {
  if (from === (to?.taskId ?? null)) return;
  if (to) await refuseParent(ctx, task, to);
  const before = from ? await lockHeldTask(ctx, from) : null;
  await updateTask(ctx, task.taskId, { parentTaskId: to?.taskId ?? null });
  const changeId = ctx.emit(taskParentChanged, task.taskId, {
    ...aboutTask(task),
    before: before && { taskId: before.taskId, chatId: before.chatId },
    after: to && { taskId: to.taskId, chatId: to.chatId },
  });
  const part = named(task);
  await postEvent(ctx, task.chatId, {
    name: "parent_changed",
    from: before && named(before),
    to: to && named(to),
    changeId,
  });
  if (before) await postEvent(ctx, before.chatId, { name: "part_removed", part, changeId });
  if (to) await postEvent(ctx, to.chatId, { name: "part_added", part, changeId });
}

const named = ({ type, number }: Task) => ({ type, number });

async function refuseParent(ctx: Context, task: Task, to: Task): Promise<void> {
  const refuse = (problem: string): never => {
    throw invalid("parentTaskId", problem, { number: task.number, parent: to.number });
  };
  if (task.taskId === to.taskId) refuse("own_parent");
  if (task.type === "epic") refuse("epic_has_no_parent");
  if (to.type !== "epic" && to.type !== "task") refuse("no_parent_type");
  const above = await ctx.tx.execute<{ id: string }>(sql`
    with recursive above as (
      select t.id, t.parent_task_id from tasks t where t.workspace_id = ${ctx.workspaceId} and t.id = ${to.taskId}
      union select t.id, t.parent_task_id from tasks t join above a on t.id = a.parent_task_id
        where t.workspace_id = ${ctx.workspaceId}
    ) select id from above where id = ${task.taskId}`);
  if (above.length > 0) refuse("parent_circle");
}
