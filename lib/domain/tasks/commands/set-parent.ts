import { z } from "zod";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/core/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { lockWorkspace } from "@/lib/domain/workspaces/policy";
import { changeParent, parentOf } from "../change-parent";
import { taskParentChanged } from "../events";
import { findTask, lockTask, lockTasks } from "../policy";
import { presentState } from "../present-state";
import { requireUnchanged } from "../require-unchanged";
import type { Changed } from "../views";

const parent = anyId.nullable();

/**
 * Makes a task that one may change part of an epic or task that one sees, or of nothing.
 * @throws AppError NOT_FOUND; FORBIDDEN; INVALID naming `parentTaskId`; CONFLICT `changed_by_other`
 */
export const setParent = command({
  name: "tasks.setParent",
  permission: "task:change",
  rateLimit: taskChangesPerMinute,
  input: z.object({ taskId: anyId, parentTaskId: parent, from: parent.optional() }),
  async handle(
    ctx,
    { taskId, parentTaskId, from },
  ): Promise<Changed<{ taskId: string; parentTaskId: string | null }>> {
    await lockWorkspace(ctx);
    const before = await parentOf(ctx, taskId);
    await lockTasks(
      ctx,
      [taskId, parentTaskId, before].filter((id) => id !== null),
    );
    const task = await lockTask(ctx, taskId);
    await requireUnchanged(ctx, task, taskParentChanged, from, before);
    await changeParent(ctx, task, before, parentTaskId ? await findTask(ctx, parentTaskId) : null);
    return { ...(await presentState(ctx, task)), undo: { taskId, parentTaskId: before } };
  },
});
