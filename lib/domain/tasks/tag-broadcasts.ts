import type { StoredEvent } from "@/lib/core/events";
import { type ChannelAddress, channelName } from "@/lib/realtime/channel-names";
import { type Publication, publication } from "@/lib/realtime/server";
import { tagChanged } from "./events";

/** That tags are called or look otherwise, or are gone: whoever shows some asks for them again. */
export function tagBroadcasts(events: StoredEvent[], members: ChannelAddress): Publication[] {
  if (!events.some(({ name }) => name === tagChanged.name)) return [];
  return [publication("people", channelName.people(members), "tags.changed", {})];
}
