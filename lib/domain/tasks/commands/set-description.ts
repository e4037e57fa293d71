import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { tasks } from "@/db/schema";
import { command } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { anyId, text } from "@/lib/core/input";
import { postEvent } from "@/lib/domain/chats/post-entry";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { aboutTask, updateTask } from "../change-task";
import { taskDescribed } from "../events";
import { lockTask } from "../policy";
import { presentState } from "../present-state";
import { requireUnchanged } from "../require-unchanged";
import { type Changed, longestDescription } from "../views";

const description = text(longestDescription);

/**
 * Says at length what some work is about, as Markdown.
 * @throws AppError NOT_FOUND; FORBIDDEN; INVALID for a ticket, which its conversation describes; CONFLICT `changed_by_other`
 */
export const setDescription = command({
  name: "tasks.setDescription",
  permission: "task:change",
  rateLimit: taskChangesPerMinute,
  input: z.object({ taskId: anyId, description, from: description.optional() }),
  async handle(
    ctx,
    { taskId, description: after, from },
  ): Promise<Changed<{ taskId: string; description: string }>> {
    const task = await lockTask(ctx, taskId);
    if (task.type === "ticket") throw invalid("taskId", "only_work");
    const [row] = await ctx.tx
      .select({ description: tasks.description })
      .from(tasks)
      .where(and(eq(tasks.workspaceId, ctx.workspaceId), eq(tasks.id, taskId)));
    const before = row?.description ?? "";
    await requireUnchanged(ctx, task, taskDescribed, from, before);
    if (before !== after) {
      await updateTask(ctx, taskId, { description: after });
      const changeId = ctx.emit(taskDescribed, taskId, { ...aboutTask(task), before, after });
      await postEvent(ctx, task.chatId, { name: after ? "described" : "description_removed", changeId });
    }
    return {
      ...(await presentState(ctx, task)),
      undo: before === after ? null : { taskId, description: before },
    };
  },
});
