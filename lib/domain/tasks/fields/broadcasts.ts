import type { StoredEvent } from "@/lib/core/events";
import { type ChannelAddress, channelName } from "@/lib/realtime/channel-names";
import { largestEvent, type Publication, publication } from "@/lib/realtime/server";
import { fieldChanged } from "../events";
import type { FieldValues } from "./field-rules";

/** That custom fields are others, or other than before: whoever shows some asks for them again. */
export function fieldBroadcasts(events: StoredEvent[], members: ChannelAddress): Publication[] {
  if (!events.some(({ name }) => name === fieldChanged.name)) return [];
  return [publication("people", channelName.people(members), "fields.changed", {})];
}

/** Realtime carries only so much: what has very much in its fields is told without, and browsers ask for it. */
export const fitting = <View extends { fields: FieldValues | null }>(view: View): View =>
  Buffer.byteLength(JSON.stringify(view)) > largestEvent ? { ...view, fields: null } : view;
