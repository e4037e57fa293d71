import { and, eq, isNull, sql } from "drizzle-orm";
import { isAnyOf } from "@/db/conditions";
import { notifications } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import type { StoredEvent } from "@/lib/core/events";
import { type ChannelAddress, channelName } from "@/lib/realtime/channel-names";
import { type Publication, publication } from "@/lib/realtime/server";
import { notificationsChanged } from "./events";

/** The unread count of everybody whose notifications changed, to all their tabs. */
export async function notificationBroadcasts(
  ctx: Context,
  events: StoredEvent[],
  members: ChannelAddress,
): Promise<Publication[]> {
  const changed = events.filter((event) => event.name === notificationsChanged.name);
  const userIds = [
    ...new Set(changed.map((event) => notificationsChanged.schema.parse(event.payload).userId)),
  ];
  if (userIds.length === 0) return [];
  const rows = await ctx.tx
    .select({ userId: notifications.userId, unread: sql<number>`count(*)::int` })
    .from(notifications)
    .where(
      and(
        eq(notifications.workspaceId, ctx.workspaceId),
        isAnyOf(notifications.userId, userIds),
        isNull(notifications.readAt),
      ),
    )
    .groupBy(notifications.userId);
  const unreadOf = new Map(rows.map((row) => [row.userId, row.unread]));
  return userIds.map((userId) =>
    publication("user", channelName.user(members, userId), "notification.changed", {
      unread: unreadOf.get(userId) ?? 0,
    }),
  );
}
