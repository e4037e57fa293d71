import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { messages } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { conflict, forbidden, notFound } from "@/lib/core/errors";
import { anyId } from "@/lib/domain/chats/input";
import { findChat } from "@/lib/domain/chats/policy";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import type { EventLine } from "@/lib/domain/chats/views";
import { takeBack } from "../take-back";

/**
 * Takes back the change that a line of a chat tells of: by the same commands as everybody else, once, and only while
 * the task still is as the line says. The line then says who did it.
 * @throws AppError NOT_FOUND; FORBIDDEN; CONFLICT `changed_by_other`, `already_undone` or `not_undoable`
 */
export const undoChange = command({
  name: "tasks.undoChange",
  permission: "task:change",
  rateLimit: taskChangesPerMinute,
  input: z.object({ entryId: anyId }),
  async handle(ctx, { entryId }): Promise<Record<string, never>> {
    if (ctx.actor.kind !== "member") throw forbidden();
    const { chatId, changeId } = await findLine(ctx, entryId);
    await takeBack(ctx, changeId, [chatId]);
    return {};
  },
});

async function findLine(ctx: Context, entryId: string): Promise<{ chatId: string; changeId: string }> {
  const [row] = await ctx.tx
    .select({ chatId: messages.chatId, event: sql<EventLine | null>`${messages.event}` })
    .from(messages)
    .where(
      and(eq(messages.workspaceId, ctx.workspaceId), eq(messages.id, entryId), eq(messages.kind, "event")),
    );
  if (!row?.event) throw notFound();
  const { audience } = await findChat(ctx, row.chatId);
  if (audience !== "members") throw notFound();
  const { changeId, undoneBy } = row.event;
  if (undoneBy) throw conflict("already_undone", { by: undoneBy });
  if (!changeId) throw conflict("not_undoable");
  return { chatId: row.chatId, changeId };
}
