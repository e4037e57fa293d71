import { z } from "zod";
import { linkKinds } from "@/db/schema";
import { command } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { anyId } from "@/lib/domain/chats/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { link, unlink } from "../link";
import { findTask, lockTask, lockTasks } from "../policy";
import { presentState } from "../present-state";
import type { Changed, LinkKind } from "../views";

const input = z.object({ taskId: anyId, otherTaskId: anyId, kind: z.enum(linkKinds) });
type Link = { taskId: string; otherTaskId: string; kind: LinkKind };

/** Links a task that one may change with another one that one sees; both show it. */
export const linkTasks = command({
  name: "tasks.linkTasks",
  permission: "task:change",
  rateLimit: taskChangesPerMinute,
  input,
  async handle(ctx, given): Promise<Changed<Link>> {
    if (given.taskId === given.otherTaskId) throw invalid("otherTaskId", "same_task");
    await lockTasks(ctx, [given.taskId, given.otherTaskId]);
    const task = await lockTask(ctx, given.taskId);
    await link(ctx, task, await findTask(ctx, given.otherTaskId), given.kind);
    return { ...(await presentState(ctx, task)), undo: given };
  },
});

export const unlinkTasks = command({
  name: "tasks.unlinkTasks",
  permission: "task:change",
  rateLimit: taskChangesPerMinute,
  input,
  async handle(ctx, given): Promise<Changed<Link>> {
    await lockTasks(ctx, [given.taskId, given.otherTaskId]);
    const task = await lockTask(ctx, given.taskId);
    await unlink(ctx, task, await findTask(ctx, given.otherTaskId), given.kind);
    return { ...(await presentState(ctx, task)), undo: given };
  },
});
