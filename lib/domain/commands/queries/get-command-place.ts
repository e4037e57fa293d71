import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { tags, tasks, workspaces } from "@/db/schema";
import { forbidden } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { anyId } from "@/lib/domain/chats/input";
import { findChat, visibleTasks } from "@/lib/domain/chats/policy";
import { changeableTasks } from "@/lib/domain/tasks/policy";
import type { TaskStatus } from "@/lib/domain/tasks/task-status";
import type { CommandPlace } from "../views";

/** What hashtags of the caller could do in a chat, for completion and preview. @throws AppError NOT_FOUND */
export const getCommandPlace = query({
  name: "commands.getPlace",
  permission: "chat:use",
  input: z.object({ chatId: anyId }),
  async read(ctx, { chatId }): Promise<CommandPlace> {
    const { audience, chat } = await findChat(ctx, chatId);
    if (audience !== "members" || ctx.actor.kind !== "member") throw forbidden();
    const [[workspace], [task], named] = await Promise.all([
      ctx.tx.select({ zone: workspaces.timeZone }).from(workspaces).where(eq(workspaces.id, ctx.workspaceId)),
      ctx.tx
        .select({
          type: tasks.type,
          number: tasks.number,
          status: sql<TaskStatus>`${tasks.status}`,
          mayChange: sql<boolean>`coalesce((${changeableTasks(ctx)}), false)`,
        })
        .from(tasks)
        .where(and(visibleTasks(ctx), sql`${tasks.id} = ${chat.taskId}::uuid`)),
      ctx.tx
        .select({ name: tags.name })
        .from(tags)
        .where(and(eq(tags.workspaceId, ctx.workspaceId), isNull(tags.goneAt)))
        .orderBy(asc(tags.key)),
    ]);
    return {
      zone: workspace?.zone ?? "UTC",
      titled: chat.taskId !== null || chat.title !== null,
      mayCreate: ctx.can("task:create"),
      tags: named.map(({ name }) => name),
      task: task ?? null,
    };
  },
});
