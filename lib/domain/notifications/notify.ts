import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { type notificationKinds, notifications } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { presenceSeconds } from "@/lib/domain/presence/presence-seconds";
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

/**
 * Notifies those who take part in a chat of what was just said there: but who said it, those named in `but`, who has
 * muted it, and who looks at it right now. While an unread one of the same kind and chat waits, another would be noise.
 */
export async function notifyTakingPart(ctx: Context, notice: Notice, but: string[]): Promise<void> {
  const { chatId, kind, taskId, by } = notice;
  const told = await ctx.tx.execute<{ user_id: string }>(sql`
    insert into notifications (workspace_id, id, user_id, kind, chat_id, task_id, detail, event_id)
    select p.workspace_id, gen_random_uuid(), p.user_id, ${kind}, p.chat_id, ${taskId}::uuid,
           ${JSON.stringify({ by })}::text::jsonb, gen_random_uuid()::text
    from participants p
      join memberships m on m.workspace_id = p.workspace_id and m.user_id = p.user_id
    where p.workspace_id = ${ctx.workspaceId} and p.chat_id = ${chatId} and p.left_at is null
      and m.removed_at is null and p.user_id <> all (${sql.param(but)}::uuid[])
      and not exists (select from chat_settings s where s.workspace_id = p.workspace_id and s.chat_id = p.chat_id
        and s.user_id = p.user_id and s.muted_at is not null)
      and not exists (select from notifications w where w.workspace_id = p.workspace_id and w.user_id = p.user_id
        and w.chat_id = p.chat_id and w.kind = ${kind} and w.read_at is null)
      and not exists (select from presence h where h.workspace_id = p.workspace_id and h.user_id = p.user_id
        and h.chat_id = p.chat_id and h.state = 'online'
        and h.seen_at > now() - make_interval(secs => ${presenceSeconds}))
    returning user_id`);
  for (const { user_id: userId } of told) ctx.emit(notificationsChanged, userId, { userId });
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
