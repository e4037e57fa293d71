import { and, asc, count, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { messages } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { entriesById, toMemberEntry } from "@/lib/domain/chats/entries";
import type { MemberEntry } from "@/lib/domain/chats/views";

/** What a refused author is shown: the first of `missed` messages and notes, oldest first. */
export type StaleReply = { entries: MemberEntry[]; missed: number };

const mostShown = 10;

/**
 * What the customer or another member wrote since an author last looked, so that a reply isn't sent into a thread
 * that has moved on. Lines of the system and the author's own messages, of another tab or of the same queue, are
 * no news to them. Ask with the ticket locked, in a statement after the lock's: what another writer committed while
 * this one waited is seen only by those.
 * @param baseSeq the newest entry that the author had seen
 */
export async function missedSince(
  ctx: Context,
  chatId: string,
  authorId: string,
  baseSeq: number,
): Promise<StaleReply | null> {
  const news = and(
    eq(messages.workspaceId, ctx.workspaceId),
    eq(messages.chatId, chatId),
    gt(messages.seq, baseSeq),
    inArray(messages.kind, ["message", "note"]),
    sql`${messages.authorUserId} is distinct from ${authorId}::uuid`,
    isNull(messages.deletedAt),
  );
  const first = await ctx.tx
    .select({ id: messages.id })
    .from(messages)
    .where(news)
    .orderBy(asc(messages.seq))
    .limit(mostShown);
  if (first.length === 0) return null;
  const ids = first.map(({ id }) => id);
  const [rows, [all]] = await Promise.all([
    entriesById(ctx.tx, ctx.workspaceId, ids),
    ctx.tx.select({ missed: count() }).from(messages).where(news),
  ]);
  return { entries: rows.map(toMemberEntry), missed: all?.missed ?? rows.length };
}
