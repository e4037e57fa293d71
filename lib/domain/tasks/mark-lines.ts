import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { chats, messages } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { entryAdded } from "@/lib/domain/chats/events";

/** Says on every line that tells of the change who took it back; browsers hear of it as of a new line. */
export async function markLines(
  ctx: Context,
  changeId: string,
  chatIds: string[],
  by: string,
): Promise<void> {
  const lines = await ctx.tx
    .select({ id: messages.id, chatId: messages.chatId })
    .from(messages)
    .where(
      and(
        eq(messages.workspaceId, ctx.workspaceId),
        inArray(messages.chatId, [...new Set(chatIds)]),
        eq(messages.kind, "event"),
        sql`${messages.event} ->> 'changeId' = ${changeId}`,
        sql`${messages.event} ->> 'undoneBy' is null`,
      ),
    )
    // Two of these at once lock the chats in the same order.
    .orderBy(asc(messages.chatId));
  for (const { id, chatId } of lines) {
    const [next] = await ctx.tx
      .update(chats)
      .set({ rev: sql`${chats.rev} + 1` })
      .where(and(eq(chats.workspaceId, ctx.workspaceId), eq(chats.id, chatId)))
      .returning({ rev: chats.rev });
    if (!next) throw notFound();
    await ctx.tx
      .update(messages)
      .set({
        event: sql`${messages.event} || ${JSON.stringify({ undoneBy: by })}::text::jsonb`,
        rev: next.rev,
      })
      .where(and(eq(messages.workspaceId, ctx.workspaceId), eq(messages.id, id)));
    ctx.emit(entryAdded, chatId, { chatId, messageId: id });
  }
}
