import { z } from "zod";
import { epicStatuses, ticketStatuses, workStatuses } from "@/db/schema";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/domain/chats/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { moveStatus } from "../change-task";
import { taskStatusChanged } from "../events";
import { lockTask } from "../policy";
import { presentState } from "../present-state";
import { requireUnchanged } from "../require-unchanged";
import { type TaskStatus, wayBack } from "../task-status";
import type { Changed } from "../views";

const status = z.enum([...new Set([...ticketStatuses, ...workStatuses, ...epicStatuses])]);

/** Moves a task along the state machine of its type. `undo` is there when the machine allows the way back. */
export const changeTaskStatus = command({
  name: "tasks.changeTaskStatus",
  permission: "task:change",
  rateLimit: taskChangesPerMinute,
  input: z.object({ taskId: anyId, status, from: status.optional() }),
  async handle(ctx, input): Promise<Changed<{ taskId: string; status: TaskStatus }>> {
    const task = await lockTask(ctx, input.taskId);
    await requireUnchanged(ctx, task, taskStatusChanged, input.from, task.status);
    await moveStatus(ctx, task, input.status);
    const back = wayBack(task.type, task.status, input.status);
    return {
      ...(await presentState(ctx, task)),
      undo: back ? { taskId: input.taskId, status: back } : null,
    };
  },
});
