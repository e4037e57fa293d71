import { z } from "zod";
import { severities } from "@/db/schema";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/domain/chats/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { changeSeverity } from "../change-task";
import { taskSeverityChanged } from "../events";
import { lockTask } from "../policy";
import { presentState } from "../present-state";
import { requireUnchanged } from "../require-unchanged";
import type { Changed, Severity } from "../views";

const severity = z.enum(severities).nullable();

/** How bad a bug is. @throws AppError CONFLICT for what is no bug */
export const setSeverity = command({
  name: "tasks.setSeverity",
  permission: "task:change",
  rateLimit: taskChangesPerMinute,
  input: z.object({ taskId: anyId, severity, from: severity.optional() }),
  async handle(ctx, input): Promise<Changed<{ taskId: string; severity: Severity | null }>> {
    const { taskId } = input;
    const task = await lockTask(ctx, taskId);
    await requireUnchanged(ctx, task, taskSeverityChanged, input.from, task.severity);
    await changeSeverity(ctx, task, input.severity);
    return { ...(await presentState(ctx, task)), undo: { taskId, severity: task.severity } };
  },
});
