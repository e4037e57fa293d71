import { and, eq, sql } from "drizzle-orm";
import { isAnyOf } from "@/db/conditions";
import { chats } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import type { StoredEvent } from "@/lib/core/events";
import { type ChannelAddress, channelName } from "@/lib/realtime/channel-names";
import { type Publication, publication } from "@/lib/realtime/server";
import {
  chatArranged,
  entryAdded,
  messageDeleted,
  messageEdited,
  messagePosted,
  participationEnded,
} from "./events";
import { forAllTakingPart, selectChatRows } from "./list-rows";

/** Events after which a chat's row is another one for everybody who takes part. */
const rowEvents = new Set([messagePosted.name, messageEdited.name, messageDeleted.name, entryAdded.name]);

/**
 * What the lists of members hear: each gets their own row of a direct or group chat in which something happened. Support
 * chats are told of by their tickets.
 */
export async function listBroadcasts(
  ctx: Context,
  events: StoredEvent[],
  members: ChannelAddress,
): Promise<Publication[]> {
  const chatIds = await teamChatsOf(ctx, events);
  const found =
    chatIds.length > 0
      ? await selectChatRows(ctx.tx, {
          readers: forAllTakingPart,
          where: and(eq(chats.workspaceId, ctx.workspaceId), isAnyOf(chats.id, chatIds))!,
        })
      : [];
  const to = (userId: string) => channelName.user(members, userId);
  const rows = found.map(({ readerId, row }) => publication("user", to(readerId), "chat.changed", row));
  const ended = payloads(events, participationEnded).filter(
    ({ chatId, userId }) => !found.some(({ readerId, row }) => readerId === userId && row.id === chatId),
  );
  const left = ended.map(({ chatId, userId }) => publication("user", to(userId), "chat.left", { chatId }));
  const arranged = payloads(events, chatArranged).map(({ chatId, userId }) =>
    publication("user", to(userId), "chat.arranged", { chatId }),
  );
  return [...left, ...rows, ...arranged];
}

/** Asked for by itself: most of what is said is said in support chats, of which nobody's row is looked up here. */
async function teamChatsOf(ctx: Context, events: StoredEvent[]): Promise<string[]> {
  const changed = new Set(events.filter(({ name }) => rowEvents.has(name)).map(chatIdOf));
  if (changed.size === 0) return [];
  const rows = await ctx.tx
    .select({ id: chats.id })
    .from(chats)
    .where(
      and(
        eq(chats.workspaceId, ctx.workspaceId),
        isAnyOf(chats.id, [...changed]),
        sql`${chats.kind} <> 'support'`,
      ),
    );
  return rows.map(({ id }) => id);
}

const chatIdOf = ({ payload }: StoredEvent) => String(payload.chatId);

function payloads<E extends typeof participationEnded | typeof chatArranged>(
  events: StoredEvent[],
  of: E,
): { chatId: string; userId: string }[] {
  return events.filter(({ name }) => name === of.name).map(({ payload }) => of.schema.parse(payload));
}
