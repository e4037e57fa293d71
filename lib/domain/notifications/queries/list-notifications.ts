import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { type notificationKinds, notifications, tasks } from "@/db/schema";
import { forbidden } from "@/lib/core/errors";
import { query } from "@/lib/core/query";

export type NotificationView = {
  id: string;
  kind: (typeof notificationKinds)[number];
  chatId: string | null;
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
          by: sql<string | null>`${notifications.detail} ->> 'by'`,
          createdAt: notifications.createdAt,
          readAt: notifications.readAt,
        })
        .from(notifications)
        .leftJoin(
          tasks,
          and(eq(tasks.workspaceId, notifications.workspaceId), eq(tasks.id, notifications.taskId)),
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
