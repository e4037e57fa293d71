import { and, eq, isNull } from "drizzle-orm";
import { memberships } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import type { StoredEvent } from "@/lib/core/events";
import { type ChannelAddress, channelName } from "@/lib/realtime/channel-names";
import { type Publication, publication, pusher } from "@/lib/realtime/server";
import {
  memberAvailabilityChanged,
  memberCapacityChanged,
  memberJoined,
  memberRemoved,
  memberRoleChanged,
  memberSessionsEnded,
  teamChanged,
  workspaceUpdated,
} from "./events";

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

/** Events after which a list of teams and members is another one. */
const teamEvents = new Set([
  teamChanged.name,
  memberJoined.name,
  memberRoleChanged.name,
  memberRemoved.name,
  memberCapacityChanged.name,
  workspaceUpdated.name,
]);

/** Tells members who takes new tickets, and that teams or members have changed. */
export function teamBroadcasts(events: StoredEvent[], members: ChannelAddress): Publication[] {
  const channel = channelName.people(members);
  const said = events
    .filter(({ name }) => name === memberAvailabilityChanged.name)
    .map(({ payload }) => {
      const { userId, after: available } = memberAvailabilityChanged.schema.parse(payload);
      return publication("people", channel, "availability.changed", { userId, available });
    });
  const changed = events.some(({ name }) => teamEvents.has(name));
  return changed ? [...said, publication("people", channel, "teams.changed", {})] : said;
}

/** Events after which a person's connections may not go on as they are. */
const endingEvents = new Set([memberRemoved.name, memberRoleChanged.name, memberSessionsEnded.name]);

/**
 * Ends open connections of people who may see less than before, where the engine can; browsers that may go on come
 * back and ask for their channels again. The new epoch ends what an engine can't.
 * @throws when the engine is away
 */
export async function endConnections(events: StoredEvent[]): Promise<void> {
  const ended = events
    .filter((event) => endingEvents.has(event.name))
    .map((event) => event.payload.userId)
    .filter((userId) => typeof userId === "string");
  await Promise.all([...new Set(ended)].map(endConnectionsOf));
}

async function endConnectionsOf(userId: string): Promise<void> {
  try {
    await pusher().terminateUserConnections(userId);
  } catch (error) {
    if (!(error instanceof Error && "status" in error && isRefusal(Number(error.status)))) throw error;
  }
}

/** What an engine that can't do it answers; an outage is another matter, and is tried again. */
const isRefusal = (status: number) => status >= 400 && status < 500;
