const longestChannelName = 164;
const longestEventName = 200;
const longestUserId = 128;
const userChannelPrefix = "#server-to-user-";

/** What a channel's prefix says about it. */
export type ChannelKind = {
  access: "public" | "private" | "presence" | "user";
  encrypted: boolean;
  cache: boolean;
};

/** The kind of a channel, or null when its name is not one that a channel may have. */
export function channelKind(name: string): ChannelKind | null {
  if (name.startsWith(userChannelPrefix)) {
    return isUserId(name.slice(userChannelPrefix.length)) ? userKind : null;
  }
  if (name.length > longestChannelName || !/^[A-Za-z0-9_\-=@,.;]+$/.test(name)) return null;
  return kindsByPrefix.find(([prefix]) => name.startsWith(prefix))?.[1] ?? publicKind;
}

/** The channel on which the server speaks to one signed-in user. */
export const userChannel = (userId: string) => `${userChannelPrefix}${userId}`;

/** Whether a text may be an event's name at all. */
export const isEventName = (name: string) => name.length > 0 && name.length <= longestEventName;

/** Whether an event's name is kept for the protocol itself; nobody may publish such an event. */
export const isReservedEvent = (name: string) =>
  name.startsWith("pusher:") || name.startsWith("pusher_internal:");

/** Whether a text may be a user's id. */
export const isUserId = (id: string) => id.length > 0 && id.length <= longestUserId;

/** Whether a text looks like an id this server gives to a connection. */
export const isSocketId = (id: string) => id.length <= 64 && /^\d+\.\d+$/.test(id);

const publicKind: ChannelKind = { access: "public", encrypted: false, cache: false };
const userKind: ChannelKind = { access: "user", encrypted: false, cache: false };

// Longest prefix first.
const kindsByPrefix: Array<[string, ChannelKind]> = [
  ["private-encrypted-cache-", { access: "private", encrypted: true, cache: true }],
  ["private-encrypted-", { access: "private", encrypted: true, cache: false }],
  ["private-cache-", { access: "private", encrypted: false, cache: true }],
  ["private-", { access: "private", encrypted: false, cache: false }],
  ["presence-cache-", { access: "presence", encrypted: false, cache: true }],
  ["presence-", { access: "presence", encrypted: false, cache: false }],
  ["cache-", { access: "public", encrypted: false, cache: true }],
];
