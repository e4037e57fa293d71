import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { reactions } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";
import { emoji } from "../emoji";
import { type ChangingEntry, changeEntry, entryView, lockEntry, refuseDeleted } from "../entry-changes";
import { messageReacted } from "../events";
import { anyId } from "../input";
import { changesPerMinute } from "../rate-limits";
import type { MemberEntry } from "../views";

/** Different emoji on one message: more would be a wall. */
const mostDifferent = 20;

/** Puts an own emoji on a message, or takes it back. Customers never learn of it. */
export const reactToMessage = command({
  name: "chats.reactToMessage",
  permission: "chat:use",
  input: z.object({ chatId: anyId, messageId: anyId, emoji, on: z.boolean() }),
  rateLimit: changesPerMinute,
  lane: ({ chatId }) => chatId,
  async handle(ctx, input): Promise<{ entry: MemberEntry }> {
    const entry = await lockEntry(ctx, input.chatId, input.messageId);
    refuseDeleted(entry);
    const changed = await (input.on ? add : remove)(ctx, entry, input.emoji);
    if (changed) {
      await changeEntry(ctx, entry, {}, "reactions");
      const { chatId } = entry.chat;
      ctx.emit(messageReacted, chatId, { chatId, messageId: entry.id });
    }
    return { entry: await entryView(ctx, entry.id) };
  },
});

async function add(ctx: Context, entry: ChangingEntry, emoji: string): Promise<boolean> {
  const [there] = await ctx.tx
    .select({
      different: sql<number>`count(distinct ${reactions.emoji})::int`,
      known: sql<boolean>`coalesce(bool_or(${reactions.emoji} = ${emoji}), false)`,
    })
    .from(reactions)
    .where(and(eq(reactions.workspaceId, ctx.workspaceId), eq(reactions.messageId, entry.id)));
  if (!there?.known && (there?.different ?? 0) >= mostDifferent)
    throw conflict("too_many_reactions", { limit: mostDifferent });
  const { workspaceId } = ctx;
  const added = await ctx.tx
    .insert(reactions)
    .values({ workspaceId, messageId: entry.id, userId: entry.userId, emoji })
    .onConflictDoNothing()
    .returning({ emoji: reactions.emoji });
  return added.length > 0;
}

async function remove(ctx: Context, entry: ChangingEntry, emoji: string): Promise<boolean> {
  const removed = await ctx.tx
    .delete(reactions)
    .where(
      and(
        eq(reactions.workspaceId, ctx.workspaceId),
        eq(reactions.messageId, entry.id),
        eq(reactions.userId, entry.userId),
        eq(reactions.emoji, emoji),
      ),
    )
    .returning({ emoji: reactions.emoji });
  return removed.length > 0;
}
