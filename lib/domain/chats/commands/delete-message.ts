import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { commandRefusals, messageEdits, reactions } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { forbidden } from "@/lib/core/errors";
import { changeEntry, entryView, lockEntry, refreshPreview } from "../entry-changes";
import { messageDeleted } from "../events";
import { removeFilesOf } from "../files";
import { anyId } from "../input";
import { changesPerMinute } from "../rate-limits";
import type { MemberEntry } from "../views";

/** Takes back an own message, or as a manager anybody's: its words, files and history are gone, its place stays. */
export const deleteMessage = command({
  name: "chats.deleteMessage",
  permission: "chat:use",
  input: z.object({ chatId: anyId, messageId: anyId }),
  rateLimit: changesPerMinute,
  lane: ({ chatId }) => chatId,
  async handle(ctx, input): Promise<{ entry: MemberEntry }> {
    const entry = await lockEntry(ctx, input.chatId, input.messageId);
    if (!entry.isOwn && !ctx.can("message:delete-any")) throw forbidden();
    if (entry.deleted) return { entry: await entryView(ctx, entry.id) };
    await Promise.all([forgetBesides(ctx, entry.id), removeFilesOf(ctx, entry.id)]);
    const nothing = { body: "", publicBody: null, mentions: null };
    await changeEntry(ctx, entry, { ...nothing, deletedAt: sql`now()` }, "words");
    await refreshPreview(ctx, entry);
    const { chatId, taskId } = entry.chat;
    ctx.emit(messageDeleted, chatId, { chatId, taskId, messageId: entry.id });
    return { entry: await entryView(ctx, entry.id) };
  },
});

/** What is kept of a message in other tables. */
async function forgetBesides(ctx: Context, messageId: string): Promise<void> {
  for (const table of [messageEdits, reactions, commandRefusals]) {
    await ctx.tx
      .delete(table)
      .where(and(eq(table.workspaceId, ctx.workspaceId), eq(table.messageId, messageId)));
  }
}
