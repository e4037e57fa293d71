import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { notifications } from "@/db/schema";
import { command } from "@/lib/core/command";
import { forbidden } from "@/lib/core/errors";
import { anyId } from "@/lib/domain/chats/input";
import { notificationsChanged } from "../events";

/** Marks some or all of the member's own notifications as read. */
export const markNotificationsRead = command({
  name: "notifications.markRead",
  permission: "notification:own",
  input: z.object({ read: z.union([z.literal("all"), z.array(anyId).min(1).max(200)]) }),
  async handle(ctx, { read }): Promise<{ unread: number }> {
    if (ctx.actor.kind !== "member") throw forbidden();
    const { userId } = ctx.actor;
    const unreadOfMine = and(
      eq(notifications.workspaceId, ctx.workspaceId),
      eq(notifications.userId, userId),
      isNull(notifications.readAt),
    );
    await ctx.tx
      .update(notifications)
      .set({ readAt: sql`now()` })
      .where(and(unreadOfMine, read === "all" ? undefined : inArray(notifications.id, read)));
    ctx.emit(notificationsChanged, userId, { userId });
    const [left] = await ctx.tx
      .select({ count: sql<number>`count(*)::int` })
      .from(notifications)
      .where(unreadOfMine);
    return { unread: left?.count ?? 0 };
  },
});
