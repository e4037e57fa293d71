import { and, eq } from "drizzle-orm";
import { isAnyOf } from "@/db/conditions";
import { chats } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import type { StoredEvent } from "@/lib/core/events";
import { type ChannelAddress, channelName } from "@/lib/realtime/channel-names";
import { type Publication, publication } from "@/lib/realtime/server";
import { chatAccessEnded } from "./events";

/** Changes in quick succession raise the epoch several times before a browser has heard of the first. */
const epochsBack = 4;

/** Tells browsers that have a chat open that its channel has another name, under the names that it had. */
export async function chatAccessBroadcasts(
  ctx: Context,
  events: StoredEvent[],
  members: ChannelAddress,
): Promise<Publication[]> {
  const chatIds = events
    .filter((event) => event.name === chatAccessEnded.name)
    .map((event) => chatAccessEnded.schema.parse(event.payload).chatId);
  if (chatIds.length === 0) return [];
  const rows = await ctx.tx
    .select({ id: chats.id, membersEpoch: chats.membersEpoch })
    .from(chats)
    .where(and(eq(chats.workspaceId, ctx.workspaceId), isAnyOf(chats.id, chatIds)));
  return rows.flatMap(({ id, membersEpoch }) =>
    Array.from({ length: epochsBack }, (_, back) => membersEpoch - 1 - back)
      .filter((epoch) => epoch > 0)
      .map((epoch) =>
        publication("chat", channelName.chat(members, { id, membersEpoch: epoch }), "access.changed", {}),
      ),
  );
}
