import { and, eq, lte, sql } from "drizzle-orm";
import { chatSettings } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { chatArranged } from "./events";

type Arrangement = Partial<
  Pick<typeof chatSettings.$inferInsert, "pinnedAt" | "mutedAt" | "archivedSeq" | "unreadFromSeq">
>;

/** Keeps how a member wants to have a chat; what is undefined stays as it is. */
export async function arrange(
  ctx: Context,
  chatId: string,
  userId: string,
  wanted: Arrangement,
): Promise<void> {
  await ctx.tx
    .insert(chatSettings)
    .values({ workspaceId: ctx.workspaceId, chatId, userId, ...wanted })
    .onConflictDoUpdate({
      target: [chatSettings.workspaceId, chatSettings.chatId, chatSettings.userId],
      set: { ...wanted, updatedAt: sql`now()` },
    });
  ctx.emit(chatArranged, chatId, { chatId, userId });
}

/**
 * Whoever reads on, or comes back to what they had marked as unread, has read it. A late word of what they had read
 * before they marked it is none.
 */
export async function endUnreadMark(
  ctx: Context,
  chatId: string,
  userId: string,
  readSeq: number,
): Promise<void> {
  const ended = await ctx.tx
    .update(chatSettings)
    .set({ unreadFromSeq: null, updatedAt: sql`now()` })
    .where(
      and(
        eq(chatSettings.workspaceId, ctx.workspaceId),
        eq(chatSettings.chatId, chatId),
        eq(chatSettings.userId, userId),
        lte(chatSettings.unreadFromSeq, readSeq),
      ),
    )
    .returning({ chatId: chatSettings.chatId });
  if (ended.length > 0) ctx.emit(chatArranged, chatId, { chatId, userId });
}
