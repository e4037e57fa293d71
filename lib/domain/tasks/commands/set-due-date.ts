import { z } from "zod";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/domain/chats/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { changeDueDate } from "../change-task";
import { taskDueChanged } from "../events";
import { dueOn } from "../input";
import { lockTask } from "../policy";
import { presentState } from "../present-state";
import { requireUnchanged } from "../require-unchanged";
import type { Changed } from "../views";

/** Until which day of the workspace's calendar it should be done; null for no day. */
export const setDueDate = command({
  name: "tasks.setDueDate",
  permission: "task:change",
  rateLimit: taskChangesPerMinute,
  input: z.object({ taskId: anyId, dueOn, from: dueOn.optional() }),
  async handle(ctx, input): Promise<Changed<{ taskId: string; dueOn: string | null }>> {
    const { taskId } = input;
    const task = await lockTask(ctx, taskId);
    await requireUnchanged(ctx, task, taskDueChanged, input.from, task.dueOn);
    await changeDueDate(ctx, task, input.dueOn);
    return { ...(await presentState(ctx, task)), undo: { taskId, dueOn: task.dueOn } };
  },
});
