import { and, eq, inArray, sql } from "drizzle-orm";
import { commandRefusals } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import type { StoredEvent } from "@/lib/core/events";
import { type ChannelAddress, channelName } from "@/lib/realtime/channel-names";
import { type Publication, publication } from "@/lib/realtime/server";
import { commandRefused, refusalDismissed } from "./events";
import type { Refusal } from "./views";

/** Refusals, each to its author alone. */
export async function refusalBroadcasts(
  ctx: Context,
  events: StoredEvent[],
  members: ChannelAddress,
): Promise<Publication[]> {
  const about = events.filter(({ name }) => name === commandRefused.name || name === refusalDismissed.name);
  if (about.length === 0) return [];
  const rows = await ctx.tx
    .select({
      chatId: commandRefusals.chatId,
      messageId: commandRefusals.messageId,
      index: commandRefusals.index,
      userId: commandRefusals.userId,
      refusal: sql<Refusal>`${commandRefusals.refusal}`,
      dismissedAt: commandRefusals.dismissedAt,
    })
    .from(commandRefusals)
    .where(
      and(
        eq(commandRefusals.workspaceId, ctx.workspaceId),
        inArray(
          commandRefusals.messageId,
          about.map(({ subjectId }) => subjectId),
        ),
      ),
    );
  const told = new Set(about.map(({ payload }) => `${payload.messageId}:${payload.index}`));
  return rows
    .filter(({ messageId, index }) => told.has(`${messageId}:${index}`))
    .map(({ userId, dismissedAt, ...refusal }) => {
      const channel = channelName.user(members, userId);
      return dismissedAt
        ? publication("user", channel, "command.dismissed", refusal)
        : publication("user", channel, "command.refused", refusal);
    });
}
