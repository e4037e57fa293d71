import { and, eq, isNull } from "drizzle-orm";
import { memberships } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import type { StoredEvent } from "@/lib/core/events";
import { type ChannelAddress, channelName } from "@/lib/realtime/channel-names";
import { type Publication, publication, pusher } from "@/lib/realtime/server";

/** Events after which somebody may see more or less than before. */
const accessEvents = new Set([
  "member.removed",
  "member.role_changed",
  "member.sessions_ended",
  "team.changed",
  "workspace.updated",
]);
/** Changes in quick succession raise the epoch several times before a browser has heard of the first. */
const epochsBack = 4;

/** Tells members' browsers to ask for their channels again: under the present names, and under those before. */
export async function accessBroadcasts(
  ctx: Context,
  events: StoredEvent[],
  members: ChannelAddress,
): Promise<Publication[]> {
  if (!events.some((event) => accessEvents.has(event.name))) return [];
  const rows = await ctx.tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.workspaceId, ctx.workspaceId), isNull(memberships.removedAt)));
  const epochs = Array.from({ length: epochsBack }, (_, back) => members.epoch - back).filter(
    (epoch) => epoch > 0,
  );
  return epochs.flatMap((epoch) =>
    rows.map(({ userId }) =>
      publication("user", channelName.user({ ...members, epoch }, userId), "access.changed", {}),
    ),
  );
}

/** Ends open connections of people who were removed, where the engine can. The new epoch ends what it can't. */
export async function endConnections(events: StoredEvent[]): Promise<void> {
  const removed = events
    .filter((event) => event.name === "member.removed")
    .map((event) => event.payload.userId);
  await Promise.all(
    removed.map((userId) =>
      typeof userId === "string"
        ? pusher()
            .terminateUserConnections(userId)
            .catch(() => {})
        : undefined,
    ),
  );
}
