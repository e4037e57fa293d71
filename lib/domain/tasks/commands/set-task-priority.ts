import { z } from "zod";
import { priorities } from "@/db/schema";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/domain/chats/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { changePriority } from "../change-task";
import { taskPriorityChanged } from "../events";
import { lockTask } from "../policy";
import { presentState } from "../present-state";
import { requireUnchanged } from "../require-unchanged";
import type { Changed, Priority } from "../views";

const priority = z.enum(priorities);

export const setTaskPriority = command({
  name: "tasks.setTaskPriority",
  permission: "task:change",
  rateLimit: taskChangesPerMinute,
  input: z.object({ taskId: anyId, priority, from: priority.optional() }),
  async handle(ctx, input): Promise<Changed<{ taskId: string; priority: Priority }>> {
    const { taskId } = input;
    const task = await lockTask(ctx, taskId);
    await requireUnchanged(ctx, task, taskPriorityChanged, input.from, task.priority);
    await changePriority(ctx, task, input.priority);
    return { ...(await presentState(ctx, task)), undo: { taskId, priority: task.priority } };
  },
});
