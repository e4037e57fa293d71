import { inArray } from "drizzle-orm";
import { bulkChanges } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import type { StoredEvent } from "@/lib/core/events";
import { type ChannelAddress, channelName } from "@/lib/realtime/channel-names";
import { type Publication, publication } from "@/lib/realtime/server";
import { bulkMoved, bulkQueued, smallBulkStarted } from "../events";
import { selectBulkChanges } from "./bulk-changes";

const names: readonly string[] = [smallBulkStarted.name, bulkQueued.name, bulkMoved.name];

/** How far bulk changes have come, each to its asker alone. */
export async function bulkBroadcasts(
  ctx: Context,
  events: StoredEvent[],
  members: ChannelAddress,
): Promise<Publication[]> {
  const askers = new Map(
    events
      .filter(({ name }) => names.includes(name))
      .map(({ subjectId, payload }) => [subjectId, bulkMoved.schema.parse(payload).userId]),
  );
  if (askers.size === 0) return [];
  const views = await selectBulkChanges(ctx, inArray(bulkChanges.id, [...askers.keys()]), askers.size);
  return views.map((view) =>
    publication("user", channelName.user(members, askers.get(view.id)!), "bulk.changed", view),
  );
}
