import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { type notificationKinds, notifications, tasks } from "@/db/schema";
import { forbidden } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { visibleTickets } from "@/lib/domain/chats/policy";

export type NotificationView = {
  id: string;
  kind: (typeof notificationKinds)[number];
  chatId: string | null;
  /** Null, as the title, for a ticket that the member no longer sees. */
  ticketNumber: number | null;
  /** The ticket's title as it is now. */
  title: string | null;
  /** Who did it, as they were called then. */
  by: string | null;
  at: string;
  read: boolean;
};

const most = 50;

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
          chatId: notifications.chatId,
          ticketNumber: tasks.number,
          title: tasks.title,
          by: sql<string | null>`case when ${tasks.id} is not null then ${notifications.detail} ->> 'by' end`,
          createdAt: notifications.createdAt,
          readAt: notifications.readAt,
        })
        .from(notifications)
        .leftJoin(
          tasks,
          // Of a ticket that went to others since, only that something happened is left.
          and(
            eq(tasks.workspaceId, notifications.workspaceId),
            eq(tasks.id, notifications.taskId),
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
      items: rows.map(({ createdAt, readAt, ...row }) => ({
        ...row,
        at: createdAt.toISOString(),
        read: readAt !== null,
      })),
      unread: unreadRows[0]?.unread ?? 0,
    };
  },
});
