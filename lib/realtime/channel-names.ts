import type { ChannelKind } from "./contract";

/** Audiences of the ticket list, see `queueAudiences` in the tasks policy. */
export type QueueAudience = { kind: "all" } | { kind: "unassigned" } | { kind: "team"; teamId: string };

/** What a channel belongs to. The epoch ends old names when somebody loses access. */
export type ChannelAddress = { workspaceId: string; epoch: number };

/** A chat whose members' channels also end when somebody loses sight of it alone, see `endChatAccess`. */
export type NamedChat = { id: string; membersEpoch: number };

const name = (prefix: string, kind: ChannelKind, address: ChannelAddress, ...rest: string[]) =>
  [`${prefix}-${kind}`, address.workspaceId, ...rest, String(address.epoch)].join(".");

const chatName = (prefix: string, kind: ChannelKind, address: ChannelAddress, chat: NamedChat) =>
  `${name(prefix, kind, address, chat.id)}-${chat.membersEpoch}`;

/** The only way to name a channel. Members' epoch is the workspace's, customers' the chat's. */
export const channelName = {
  chat: (address: ChannelAddress, chat: NamedChat) => chatName("private", "chat", address, chat),
  customerChat: (address: ChannelAddress, chatId: string) => name("private", "customerChat", address, chatId),
  viewers: (address: ChannelAddress, chat: NamedChat) => chatName("presence", "viewers", address, chat),
  queue: (address: ChannelAddress, audience: QueueAudience) =>
    name("private", "queue", address, audience.kind === "team" ? audience.teamId : audience.kind),
  people: (address: ChannelAddress) => name("private", "people", address, "all"),
  user: (address: ChannelAddress, userId: string) => name("private", "user", address, userId),
} satisfies Record<ChannelKind, (address: ChannelAddress, ...rest: never[]) => string>;
