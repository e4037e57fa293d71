import { z } from "zod";
import type { ChatRow } from "@/lib/domain/chats/list-views";
import type {
  CustomerChatState,
  CustomerEntry,
  Draft,
  MemberChatState,
  MemberEntry,
} from "@/lib/domain/chats/views";
import type { CommandRefusal } from "@/lib/domain/commands/views";
import type { BulkChangeView } from "@/lib/domain/tasks/bulk/views";
import type { TicketSummary, WorkView } from "@/lib/domain/tasks/views";

/** Declares an event's payload. Servers publish views that TypeScript checks; clients never publish these. */
const view = <T>() => z.custom<T>((value) => typeof value === "object" && value !== null);

/**
 * Everything that travels over realtime: channel kind → event → payload. All of it is a hint: whoever missed
 * some fetches what is newer than the last revision (chats) or refetches the visible window (lists).
 */
export const contract = {
  /** Members' side of an open chat. */
  chat: {
    "entry.changed": view<MemberEntry>(),
    "state.changed": view<MemberChatState>(),
    /** The work that the chat is about. */
    "task.changed": view<WorkView>(),
    /** Something that the chat's task is linked with, or who follows it: who may see it asks for it. */
    "links.changed": z.object({}),
    /** Whoever asked for support types, or has stopped; shown for 6 s. */
    "customer.typing": z.object({ typing: z.boolean() }),
    /** The last word under this name: who may still see the chat finds the next one's epoch in its state. */
    "access.changed": z.object({}),
  },
  /** Customers' side of a support chat: nothing internal is ever published here. */
  customerChat: {
    "entry.changed": view<CustomerEntry>(),
    "state.changed": view<CustomerChatState>(),
    /** Sent by the server on behalf of a member who types a reply; shown for 6 s. */
    "member.typing": z.object({ name: z.string() }),
  },
  /** Presence of members who have a chat open. */
  viewers: {},
  /** All members of the workspace. */
  people: {
    /** Somebody says that they take new tickets, or no longer. */
    "availability.changed": z.object({ userId: z.string(), available: z.boolean() }),
    /** Teams, members or what they may be given are others than before: who shows them asks. */
    "teams.changed": z.object({}),
    /** Which of them are here: only changes, each at most every few seconds. */
    "presence.changed": z.object({
      online: z.array(z.string()),
      away: z.array(z.string()),
      offline: z.array(z.string()),
    }),
    /** Tags have other names or colours, or are gone: who shows some asks again. */
    "tags.changed": z.object({}),
    /** Custom fields are others, or called otherwise: who shows some asks again. */
    "fields.changed": z.object({}),
    /** Something is known of some customer that was not: who shows any asks again for what they may see. */
    "customers.changed": z.object({}),
  },
  /** Ticket lists, one channel for each audience that may see the same tickets. */
  queue: {
    "ticket.changed": view<TicketSummary>(),
    /** No longer for this audience: remove it unless another channel of yours shows it. */
    "ticket.left": z.object({ id: z.string(), version: z.number() }),
  },
  /** One member, all tabs. */
  user: {
    "ticket.changed": view<TicketSummary>(),
    "ticket.left": z.object({ id: z.string(), version: z.number() }),
    /** A direct or group chat that they take part in, as a row of their own list. */
    "chat.changed": view<ChatRow>(),
    /** They no longer take part in it. */
    "chat.left": z.object({ chatId: z.string() }),
    /** They keep a chat in another way than before (pinned, muted, …), from some tab: ask for its row. */
    "chat.arranged": z.object({ chatId: z.string() }),
    "task.changed": view<WorkView>(),
    /** A hashtag of one's own message was refused. */
    "command.refused": view<CommandRefusal>(),
    /** And put away in some tab. */
    "command.dismissed": view<CommandRefusal>(),
    /** Own change of many tickets: how far it is. */
    "bulk.changed": view<BulkChangeView>(),
    "notification.changed": z.object({ unread: z.number() }),
    /** Own read position moved in another tab. */
    "read.moved": z.object({ chatId: z.string(), seq: z.number() }),
    /** What one has begun to write, in another tab; null where it is too long to be told. */
    "draft.changed": z.object({
      chatId: z.string(),
      hasDraft: z.boolean(),
      draft: view<Draft>().nullable(),
    }),
    /** Names or roles changed: ask for the channel list again. */
    "access.changed": z.object({}),
  },
} as const;

export type Contract = typeof contract;
export type ChannelKind = keyof Contract;
export type EventName<K extends ChannelKind> = keyof Contract[K] & string;
export type Payload<K extends ChannelKind, E extends EventName<K>> = Contract[K][E] extends z.ZodType
  ? z.output<Contract[K][E]>
  : never;

/** What members' browsers tell each other of what is written in a chat that they have open. */
export type TypingHint = { mode: "reply" | "note" | "idle" };

export type ParsedChannel = {
  kind: ChannelKind;
  workspaceId: string;
  id: string;
  epoch: number;
  /** Of members' channels of a chat, and of no others: the chat's own epoch for them. */
  membersEpoch: number | null;
};

/** Takes a channel name apart, or null when it is not one of ours. */
export function parseChannel(channel: string): ParsedChannel | null {
  const match =
    /^(?:private|presence)-([a-zA-Z]+)\.([0-9a-f-]{36})\.([0-9a-z-]{1,36})\.([1-9]\d{0,8})(?:-([1-9]\d{0,8}))?$/.exec(
      channel,
    );
  if (!match) return null;
  const [, kind, workspaceId, id, epoch] = match as unknown as [string, string, string, string, string];
  if (!Object.hasOwn(contract, kind)) return null;
  const membersEpoch = match[5] === undefined ? null : Number(match[5]);
  if ((kind === "chat" || kind === "viewers") !== (membersEpoch !== null)) return null;
  const parsed = { kind: kind as ChannelKind, workspaceId, id, epoch: Number(epoch), membersEpoch };
  return (kind === "viewers") === channel.startsWith("presence-") ? parsed : null;
}

/** What a browser needs to connect and subscribe; comes from the server at run time, never from the build. */
export type RealtimeSettings = {
  key: string;
  cluster: string;
  host: string | null;
  port: number | null;
  tls: boolean;
};

/** A member's standing subscriptions. Asked for again after `access.changed`. */
export type MemberChannels = {
  settings: RealtimeSettings;
  workspaceId: string;
  epoch: number;
  userId: string;
  user: string;
  queues: string[];
};

/** Where the browser of whoever asked for support hears of a chat. */
export type CustomerChannel = { channel: string };
