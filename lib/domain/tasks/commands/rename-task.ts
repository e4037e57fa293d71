import { z } from "zod";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/domain/chats/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { changeTitle } from "../change-task";
import { taskRenamed } from "../events";
import { taskTitle } from "../input";
import { lockTask } from "../policy";
import { presentState } from "../present-state";
import { requireUnchanged } from "../require-unchanged";
import type { Changed } from "../views";

export const renameTask = command({
  name: "tasks.renameTask",
  permission: "task:change",
  rateLimit: taskChangesPerMinute,
  input: z.object({ taskId: anyId, title: taskTitle, from: z.string().max(1_000).optional() }),
  async handle(ctx, { taskId, title, from }): Promise<Changed<{ taskId: string; title: string }>> {
    const task = await lockTask(ctx, taskId);
    await requireUnchanged(ctx, task, taskRenamed, from, task.title);
    await changeTitle(ctx, task, title);
    return { ...(await presentState(ctx, task)), undo: { taskId, title: task.title } };
  },
});
