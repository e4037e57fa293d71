import { and, eq, isNull, sql } from "drizzle-orm";
import { type notificationKinds, notifications } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { notificationsChanged } from "./events";

export type Notice = {
  userId: string;
  kind: (typeof notificationKinds)[number];
  chatId: string;
  taskId: string;
  /** Who did it, as they are called now. */
  by: string | null;
};

/**
 * Notifies a member in the transaction of what happened. While an unread notification of the same kind and chat
 * waits, another one would only be noise.
 */
export async function notify(ctx: Context, notice: Notice): Promise<void> {
  const { userId, kind, chatId, taskId, by } = notice;
  const waiting = await ctx.tx
    .select({ id: notifications.id })
    .from(notifications)
    .where(
      and(
        eq(notifications.workspaceId, ctx.workspaceId),
        eq(notifications.userId, userId),
        eq(notifications.chatId, chatId),
        eq(notifications.kind, kind),
        isNull(notifications.readAt),
      ),
    )
    .limit(1);
  if (waiting.length > 0) return;
  const id = newId();
  await ctx.tx
    .insert(notifications)
    .values({ workspaceId: ctx.workspaceId, id, userId, kind, chatId, taskId, detail: { by }, eventId: id });
  ctx.emit(notificationsChanged, userId, { userId });
}

/** What is told of a chat counts as seen once the member reads it. */
export async function seenInChat(ctx: Context, userId: string, chatId: string): Promise<void> {
  const seen = await ctx.tx
    .update(notifications)
    .set({ readAt: sql`now()` })
    .where(
      and(
        eq(notifications.workspaceId, ctx.workspaceId),
        eq(notifications.userId, userId),
        eq(notifications.chatId, chatId),
        isNull(notifications.readAt),
      ),
    )
    .returning({ id: notifications.id });
  if (seen.length > 0) ctx.emit(notificationsChanged, userId, { userId });
}
