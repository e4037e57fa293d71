import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { type notificationKinds, notifications } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { notificationsChanged } from "./events";

export type Notice = {
  kind: (typeof notificationKinds)[number];
  chatId: string;
  /** The ticket or task that the chat is about, if any. */
  taskId: string | null;
  /** Who did it, as they are called now. */
  by: string | null;
  /** The message that it leads to. */
  messageId?: string;
};

/**
 * Notifies a member in the transaction of what happened. While an unread notification of the same kind and chat
 * waits, another one would only be noise.
 */
export function notify(ctx: Context, { userId, ...notice }: Notice & { userId: string }): Promise<void> {
  return notifyAll(ctx, [userId], notice);
}

/** The same for several members at once. */
export async function notifyAll(ctx: Context, userIds: readonly string[], notice: Notice): Promise<void> {
  const { kind, chatId, taskId, by, messageId } = notice;
  const waiting = await ctx.tx
    .select({ userId: notifications.userId })
    .from(notifications)
    .where(
      and(
        eq(notifications.workspaceId, ctx.workspaceId),
        inArray(notifications.userId, [...userIds]),
        eq(notifications.chatId, chatId),
        eq(notifications.kind, kind),
        isNull(notifications.readAt),
      ),
    );
  const told = new Set(waiting.map(({ userId }) => userId));
  const rows = userIds
    .filter((userId) => !told.has(userId))
    .map((userId) => ({ ...noticeRow(), userId, kind, chatId, taskId, detail: { by, messageId } }));
  if (rows.length === 0) return;
  await ctx.tx.insert(notifications).values(rows.map((row) => ({ workspaceId: ctx.workspaceId, ...row })));
  for (const { userId } of rows) ctx.emit(notificationsChanged, userId, { userId });
}

function noticeRow() {
  const id = newId();
  return { id, eventId: id };
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
