import { and, eq, sql } from "drizzle-orm";
import { isAnyOf } from "@/db/conditions";
import { chats, memberships, participants, taskFollowers, tasks } from "@/db/schema";
import { rolesHolding } from "@/lib/auth/permissions";
import type { Context } from "@/lib/core/context";
import type { StoredEvent } from "@/lib/core/events";
import { type EntryRow, entriesById, toCustomerEntry, toMemberEntry } from "@/lib/domain/chats/entries";
import {
  entryAdded,
  messageDeleted,
  messageEdited,
  messagePosted,
  messageReacted,
  readMoved,
  taskFollowersChanged,
} from "@/lib/domain/chats/events";
import { memberState, readFacts } from "@/lib/domain/chats/state";
import { type ChannelAddress, channelName, type QueueAudience } from "@/lib/realtime/channel-names";
import { largestEvent, type Publication, publication } from "@/lib/realtime/server";
import { customerState } from "./chat-states";
import { chatStatusShown, taskAssigned, taskStatusChanged } from "./events";
import { fitting } from "./fields/broadcasts";
import { queueAudiences } from "./policy";
import { summariesOf } from "./summary";
import { publicStatus } from "./ticket-status";
import type { TicketStatus, TicketSummary } from "./views";

/**
 * What screens hear of committed events of one workspace: entries to both sides of their chat, each in its own
 * view; the state of chats; and the present summary of tickets to the lists that may show them.
 */
export async function supportBroadcasts(ctx: Context, events: StoredEvent[], members: ChannelAddress) {
  const entryIds = idsOf(events, entryEvents, "messageId");
  const entryChats = idsOf(events, entryEvents, "chatId");
  const stateChats = idsOf(events.filter(isStateNews), null, "chatId");
  const aboutTickets = events.filter(({ name }) => changesWords(name) || isAboutTask(name));
  // A follow-up leaves a line in the closed ticket's chat, so that one's row moves on too.
  const ticketIds = [
    ...new Set([
      ...idsOf(aboutTickets, null, "taskId"),
      ...idsOf(aboutTickets, null, "followsTaskId"),
      ...idsOf(aboutTickets, null, "intoTaskId"),
      ...idsOf(aboutTickets, null, "newTaskId"),
    ]),
  ];
  const access = await chatAccess(ctx, [...new Set([...entryChats, ...stateChats])]);
  const [entries, tickets] = await Promise.all([
    entryIds.length > 0 ? entriesById(ctx.tx, ctx.workspaceId, entryIds) : [],
    ticketIds.length > 0 ? ticketBroadcasts(ctx, events, ticketIds, members) : [],
  ]);
  const told = { members, customersToo: new Set(idsOf(events, publicEntryEvents, "messageId")) };
  const publications = entries.flatMap((row) => entryBroadcasts(row, access.get(row.chatId), told));
  // An entry that doesn't fit is announced by the state alone: its higher number makes browsers fetch.
  const tooLarge = entries.filter(isTooLarge);
  const publicChats = chatsWithPublicNews(
    events,
    entries.filter(({ id }) => told.customersToo.has(id)),
  );
  const moved = [...new Set([...stateChats, ...tooLarge.map((row) => row.chatId)])];
  const states = await Promise.all(
    moved.map((chatId) => stateBroadcasts(ctx, chatId, members, publicChats.has(chatId))),
  );
  return [
    ...publications,
    ...states.flat(),
    ...tickets,
    ...ownReadPositions(events, entries, access, members),
  ];
}

const publicEntryEvents: string[] = [
  messagePosted.name,
  entryAdded.name,
  messageEdited.name,
  messageDeleted.name,
];
/** What changes an entry of a chat. Reactions are the members' own. */
const entryEvents = [...publicEntryEvents, messageReacted.name];

/** What changes the state of a chat. Where very many read, who has read what is no part of it. */
const isStateNews = ({ name, payload }: StoredEvent) =>
  name === entryAdded.name ||
  name === taskStatusChanged.name ||
  name === chatStatusShown.name ||
  (name === readMoved.name && payload.shown !== false);

/** Whether lists may show other last words. */
const changesWords = (name: string) => publicEntryEvents.includes(name) && name !== entryAdded.name;

/** Chats whose customers see a difference. Of all else they must not even learn that something happened. */
function chatsWithPublicNews(events: StoredEvent[], entries: EntryRow[]): Set<string> {
  const shown = new Set(entries.filter((row) => row.publicSeq !== null).map((row) => row.chatId));
  for (const event of events) {
    if (event.name === readMoved.name && event.payload.isPublic !== false)
      shown.add(String(event.payload.chatId));
    if (event.name === chatStatusShown.name) shown.add(String(event.payload.chatId));
    if (event.name !== taskStatusChanged.name) continue;
    const { type, chatId, before, after } = taskStatusChanged.schema.parse(event.payload);
    if (type === "ticket" && publicStatus(before as TicketStatus) !== publicStatus(after as TicketStatus)) {
      shown.add(chatId);
    }
  }
  return shown;
}

const isAboutTask = (name: string) => name.startsWith("ticket.") || name.startsWith("task.");

function idsOf(events: StoredEvent[], names: string[] | null, key: string): string[] {
  const ids = events
    .filter((event) => names === null || names.includes(event.name))
    .map((event) => event.payload[key])
    .filter((id) => typeof id === "string");
  return [...new Set(ids)];
}

type ChatAccess = { accessEpoch: number; membersEpoch: number; requesterUserId: string | null };

async function chatAccess(ctx: Context, chatIds: string[]): Promise<Map<string, ChatAccess>> {
  if (chatIds.length === 0) return new Map();
  const rows = await ctx.tx
    .select({
      id: chats.id,
      accessEpoch: chats.accessEpoch,
      membersEpoch: chats.membersEpoch,
      requesterUserId: chats.requesterUserId,
    })
    .from(chats)
    .where(and(eq(chats.workspaceId, ctx.workspaceId), isAnyOf(chats.id, chatIds)));
  return new Map(rows.map(({ id, ...access }) => [id, access]));
}

function entryBroadcasts(
  row: EntryRow,
  access: ChatAccess | undefined,
  { members, customersToo }: { members: ChannelAddress; customersToo: Set<string> },
): Publication[] {
  if (!access || isTooLarge(row)) return [];
  const { membersEpoch } = access;
  const forMembers = publication(
    "chat",
    channelName.chat(members, { id: row.chatId, membersEpoch }),
    "entry.changed",
    toMemberEntry(row),
  );
  const view = customersToo.has(row.id) ? toCustomerEntry(row, access.requesterUserId) : null;
  if (!view) return [forMembers];
  const customers = { workspaceId: members.workspaceId, epoch: access.accessEpoch };
  const channel = channelName.customerChat(customers, row.chatId);
  return [forMembers, publication("customerChat", channel, "entry.changed", view)];
}

/** The engine's limit is in bytes of JSON. The members' view is the larger one. */
const isTooLarge = (row: EntryRow) => Buffer.byteLength(JSON.stringify(toMemberEntry(row))) > largestEvent;

async function stateBroadcasts(
  ctx: Context,
  chatId: string,
  members: ChannelAddress,
  toCustomers: boolean,
): Promise<Publication[]> {
  const facts = await readFacts(ctx.tx, ctx.workspaceId, chatId);
  if (!facts) return [];
  const channel = channelName.chat(members, { id: chatId, membersEpoch: facts.membersEpoch });
  const state = memberState(facts);
  // Of a chat of very many, browsers fetch what doesn't fit.
  const fits = Buffer.byteLength(JSON.stringify(state)) <= largestEvent;
  const forMembers = fits
    ? publication("chat", channel, "state.changed", state)
    : publication("chat", channel, "access.changed", {});
  if (!toCustomers) return [forMembers];
  const customers = { workspaceId: members.workspaceId, epoch: facts.accessEpoch };
  return [
    forMembers,
    publication(
      "customerChat",
      channelName.customerChat(customers, chatId),
      "state.changed",
      customerState(facts),
    ),
  ];
}

/** The present summary of tickets to the lists that may show them. */
export const ticketNews = (ctx: Context, ticketIds: string[], members: ChannelAddress) =>
  ticketBroadcasts(ctx, [], ticketIds, members);

async function ticketBroadcasts(
  ctx: Context,
  events: StoredEvent[],
  ticketIds: string[],
  members: ChannelAddress,
): Promise<Publication[]> {
  const summaries = (await summariesOf(ctx, ticketIds)).map(fitting);
  const people = await peopleOf(ctx, summaries);
  return summaries.flatMap((summary) => {
    const holder = { assigneeUserId: summary.assignee?.id ?? null, teamId: summary.team?.id ?? null };
    const audiences = queueAudiences(holder);
    const persons = people.get(summary.id) ?? new Set<string>();
    const changed = [
      ...audiences.map((audience) =>
        publication("queue", channelName.queue(members, audience), "ticket.changed", summary),
      ),
      ...[...persons].map((userId) =>
        publication("user", channelName.user(members, userId), "ticket.changed", summary),
      ),
    ];
    return [...leftBroadcasts(events, summary, audiences, persons, members), ...changed];
  });
}

/** Lists that showed a ticket before it was handed on, and show it no longer. */
function leftBroadcasts(
  events: StoredEvent[],
  summary: TicketSummary,
  audiences: QueueAudience[],
  persons: Set<string>,
  members: ChannelAddress,
): Publication[] {
  const left = { id: summary.id, version: summary.version };
  const now = new Set(audiences.map((audience) => channelName.queue(members, audience)));
  const unfollowed = events
    .filter((event) => event.name === taskFollowersChanged.name && event.subjectId === summary.id)
    .flatMap((event) => taskFollowersChanged.schema.parse(event.payload).removed)
    .filter((userId) => !persons.has(userId))
    .map((userId) => publication("user", channelName.user(members, userId), "ticket.left", left));
  const handedOn = events.filter(
    (event) => event.name === taskAssigned.name && event.subjectId === summary.id,
  );
  const handed = handedOn.flatMap((event) => {
    const { before } = taskAssigned.schema.parse(event.payload);
    const queues = queueAudiences(before)
      .map((audience) => channelName.queue(members, audience))
      .filter((channel) => !now.has(channel));
    const former = before.assigneeUserId;
    return [
      ...queues.map((channel) => publication("queue", channel, "ticket.left", left)),
      ...(former && !persons.has(former)
        ? [publication("user", channelName.user(members, former), "ticket.left", left)]
        : []),
    ];
  });
  return [...unfollowed, ...handed];
}

/**
 * Who sees a ticket whatever queue it is in: its holder, those who take part, and followers, as far as they handle
 * tickets. The same rule as `visibleTickets`, from the other side.
 */
async function peopleOf(ctx: Context, summaries: TicketSummary[]): Promise<Map<string, Set<string>>> {
  const people = new Map(summaries.map(({ id }) => [id, new Set<string>()]));
  const asked = and(
    eq(tasks.workspaceId, ctx.workspaceId),
    isAnyOf(
      tasks.id,
      summaries.map(({ id }) => id),
    ),
  );
  const rows = await ctx.tx.execute<{ task_id: string; user_id: string }>(sql`
    with near as (
      select ${tasks.id} as task_id, ${tasks.assigneeUserId} as user_id from ${tasks} where ${asked}
      union select ${tasks.id}, p.user_id from ${tasks} join ${participants} p
        on p.workspace_id = ${tasks.workspaceId} and p.chat_id = ${tasks.chatId} and p.left_at is null where ${asked}
      union select ${tasks.id}, f.user_id from ${tasks} join ${taskFollowers} f
        on f.workspace_id = ${tasks.workspaceId} and f.task_id = ${tasks.id} where ${asked}
    )
    select near.task_id, near.user_id from near join ${memberships} m
      on m.workspace_id = ${ctx.workspaceId} and m.user_id = near.user_id and m.removed_at is null
        and m.role = any(${sql.param(rolesHolding("ticket:handle"))}::text[])`);
  for (const row of rows) people.get(row.task_id)?.add(row.user_id);
  return people;
}

/** Own other tabs: what one has read, by saying so or by writing beneath it. */
function ownReadPositions(
  events: StoredEvent[],
  entries: EntryRow[],
  access: Map<string, ChatAccess>,
  members: ChannelAddress,
): Publication[] {
  const told = events
    .filter((event) => event.name === readMoved.name)
    .map((event) => readMoved.schema.parse(event.payload));
  const posted = new Set(idsOf(events, [messagePosted.name], "messageId"));
  const written = entries.filter(
    ({ id, userId, chatId }) => posted.has(id) && userId !== access.get(chatId)?.requesterUserId,
  );
  return [...told, ...written].flatMap(({ userId, chatId, seq }) =>
    userId ? [publication("user", channelName.user(members, userId), "read.moved", { chatId, seq })] : [],
  );
}
