import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { chats, type notificationKinds, notifications, tasks } from "@/db/schema";
import { forbidden } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { memberChats, visibleTickets } from "@/lib/domain/chats/policy";
import type { ChatKind } from "@/lib/domain/chats/queries/get-chat-kind";

export type NotificationView = {
  id: string;
  kind: (typeof notificationKinds)[number];
  /** Null, as all that follows but the time, for a chat that the member no longer sees. */
  chat: { id: string; kind: ChatKind; title: string | null } | null;
  /** Of the ticket or task that the chat is about. */
  taskNumber: number | null;
  /** The message that it leads to, where it is about one. */
  messageId: string | null;
  /** Who did it, as they were called then. */
  by: string | null;
  at: string;
  read: boolean;
};

const most = 50;

const own = alias(tasks, "own");

/** The member's newest notifications and how many are unread. */
export const listNotifications = query({
  name: "notifications.listNotifications",
  permission: "notification:own",
  input: z.object({}),
  async read(ctx): Promise<{ items: NotificationView[]; unread: number }> {
    if (ctx.actor.kind !== "member") throw forbidden();
    const mine = and(
      eq(notifications.workspaceId, ctx.workspaceId),
      eq(notifications.userId, ctx.actor.userId),
    );
    const [rows, unreadRows] = await Promise.all([
      ctx.tx
        .select({
          id: notifications.id,
          kind: notifications.kind,
          chatId: chats.id,
          chatKind: chats.kind,
          title: sql<string | null>`coalesce(${tasks.title}, ${own.title}, ${chats.title})`,
          taskNumber: sql<number | null>`coalesce(${tasks.number}, ${own.number})`,
          detail: notifications.detail,
          createdAt: notifications.createdAt,
          readAt: notifications.readAt,
        })
        .from(notifications)
        // Of a chat that one sees no longer, only that something happened is left.
        .leftJoin(
          chats,
          and(
            eq(chats.workspaceId, notifications.workspaceId),
            eq(chats.id, notifications.chatId),
            memberChats(ctx),
          ),
        )
        .leftJoin(own, and(eq(own.workspaceId, chats.workspaceId), eq(own.chatId, chats.id)))
        // Of a ticket that was merged, the one that it was merged into is shown to those who see that.
        .leftJoin(
          tasks,
          and(
            eq(tasks.workspaceId, own.workspaceId),
            eq(tasks.id, own.mergedIntoTaskId),
            visibleTickets(ctx),
          ),
        )
        .where(mine)
        .orderBy(desc(notifications.createdAt))
        .limit(most),
      ctx.tx
        .select({ unread: sql<number>`count(*)::int` })
        .from(notifications)
        .where(and(mine, isNull(notifications.readAt))),
    ]);
    return {
      items: rows.map(({ id, kind, chatId, chatKind, title, taskNumber, detail, createdAt, readAt }) => {
        const { by = null, messageId = null } = chatId ? (detail as { by?: string; messageId?: string }) : {};
        const chat = chatId && chatKind ? { id: chatId, kind: chatKind, title } : null;
        const at = createdAt.toISOString();
        return { id, kind, chat, taskNumber, messageId, by, at, read: readAt !== null };
      }),
      unread: unreadRows[0]?.unread ?? 0,
    };
  },
});
