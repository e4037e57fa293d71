import type { Context } from "@/lib/core/context";
import type { StoredEvent } from "@/lib/core/events";
import { ticketNews } from "@/lib/domain/tasks/broadcasts";
import { type ChannelAddress, channelName } from "@/lib/realtime/channel-names";
import { type Publication, publication } from "@/lib/realtime/server";
import { customerChanged, customerNoteChanged, customersMerged, customersSeparated } from "./events";
import { recentTicketsOf } from "./tickets-of";

/** Events after which lists of tickets show somebody else, or another name. */
const seenInLists = [customerChanged.name, customersMerged.name, customersSeparated.name];

/**
 * What of a customer was changed: their tickets to the lists that may show these, and a hint without any names to
 * whoever shows a customer, who then asks.
 */
export async function customerBroadcasts(
  ctx: Context,
  events: StoredEvent[],
  members: ChannelAddress,
): Promise<Publication[]> {
  const changed = events.filter(({ name }) => seenInLists.includes(name));
  const noted = events.some(({ name }) => name === customerNoteChanged.name);
  if (changed.length === 0 && !noted) return [];
  const hint = publication("people", channelName.people(members), "customers.changed", {});
  if (changed.length === 0) return [hint];
  const ids = changed.flatMap(({ subjectId, payload }) => [subjectId, String(payload.customerId)]);
  const tickets = await recentTicketsOf(ctx, [...new Set(ids)]);
  return [...(await ticketNews(ctx, tickets, members)), hint];
}
