import { and, desc, eq } from "drizzle-orm";
import fc from "fast-check";
import { afterEach, beforeAll, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { messages } from "@/db/schema";
import { useTestDatabase } from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { makeWorld, type World } from "@/db/testing/world";
import { createThreadStore } from "@/lib/chat-client/thread-store";
import { contextFor, noEffects, run } from "@/lib/core/command";
import { onCommitted } from "@/lib/core/committed";
import type { Caller } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { StoredEvent } from "@/lib/core/events";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { inWorkspace } from "@/lib/core/transaction";
import { deleteMessage } from "@/lib/domain/chats/commands/delete-message";
import { editMessage } from "@/lib/domain/chats/commands/edit-message";
import { reactToMessage } from "@/lib/domain/chats/commands/react-to-message";
import type {
  CustomerChatState,
  CustomerEntry,
  CustomerWindow,
  MemberChatState,
  MemberEntry,
  MemberWindow,
} from "@/lib/domain/chats/views";
import { publicationsOf } from "@/lib/outbox/dispatch";
import { mayJoin } from "@/lib/realtime/authorize";
import { channelName } from "@/lib/realtime/channel-names";
import { type ChannelKind, parseChannel } from "@/lib/realtime/contract";
import { getMemberChannels } from "@/lib/realtime/queries/get-member-channels";
import type { Publication } from "@/lib/realtime/server";
import { assignTask } from "./commands/assign-task";
import { changeTaskStatus } from "./commands/change-task-status";
import { markOwnRead, markTicketRead } from "./commands/mark-read";
import { renameTask } from "./commands/rename-task";
import { replyToTicket } from "./commands/reply-to-ticket";
import { setTaskPriority } from "./commands/set-task-priority";
import { snoozeTicket } from "./commands/snooze-ticket";
import { writeToSupport } from "./commands/write-to-support";
import { type InboxState, reduceInbox, rowsOf, startInbox } from "./inbox-state";
import { getOwnThread, getTicketThread } from "./queries/get-thread";
import { getTicketRow, listTickets } from "./queries/list-tickets";
import type { TicketView } from "./ticket-views";
import { inboxRules } from "./view-rules";
import type { TicketListItem } from "./views";

useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterEach(() => onCommitted(undefined));

type Ticket = Awaited<ReturnType<typeof makeTicket>>;
const secret = "the-customer-is-a-spy";

/** All that can happen to a ticket. Those of `internal` are nothing to its customer, not even that they happened. */
const internal = {
  note: (t: Ticket) =>
    run(replyToTicket, world.agent, {
      chatId: t.chatId!,
      id: newId(),
      kind: "note",
      body: `Note: ${secret}`,
    }),
  assign: (t: Ticket) =>
    run(assignTask, world.manager, { taskId: t.id, assigneeUserId: world.colleague.user.id }),
  handToOtherTeam: (t: Ticket) =>
    run(assignTask, world.manager, { taskId: t.id, assigneeUserId: null, teamId: world.otherTeam.id }),
  giveBack: (t: Ticket) =>
    run(assignTask, world.manager, { taskId: t.id, assigneeUserId: null, teamId: null }),
  priority: (t: Ticket) => run(setTaskPriority, world.agent, { taskId: t.id, priority: "urgent" }),
  rename: (t: Ticket) => run(renameTask, world.agent, { taskId: t.id, title: `Title ${secret}` }),
  pending: (t: Ticket) => run(changeTaskStatus, world.agent, { taskId: t.id, status: "pending" }),
  editNote: async (t: Ticket) =>
    run(editMessage, world.agent, { ...(await latest(t, "note")), body: `Corrected: ${secret} ${newId()}` }),
  deleteNote: async (t: Ticket) => run(deleteMessage, world.manager, await latest(t, "note")),
  react: async (t: Ticket) =>
    run(reactToMessage, world.agent, { ...(await latest(t, "message")), emoji: "👍", on: true }),
  takeReactionBack: async (t: Ticket) =>
    run(reactToMessage, world.agent, { ...(await latest(t, "message")), emoji: "👍", on: false }),
  snooze: (t: Ticket) =>
    run(snoozeTicket, world.agent, { ticketId: t.id, until: new Date(Date.now() + 3_600_000).toISOString() }),
};
const visible = {
  colleagueReads: (t: Ticket) => run(markTicketRead, world.colleague, { chatId: t.chatId!, read: 1_000 }),
  customerWrites: (t: Ticket) =>
    run(writeToSupport, t.customer, { chatId: t.chatId!, id: newId(), body: "Hello?" }),
  customerReads: (t: Ticket) => run(markOwnRead, t.customer, { chatId: t.chatId!, read: 1_000 }),
  reads: (t: Ticket) => run(markTicketRead, world.agent, { chatId: t.chatId!, read: 1_000 }),
  reply: (t: Ticket) => run(replyToTicket, world.agent, { chatId: t.chatId!, id: newId(), body: "Hello!" }),
  answer: async (t: Ticket) =>
    run(replyToTicket, world.agent, {
      chatId: t.chatId!,
      id: newId(),
      body: "About that:",
      replyToId: (await latest(t, "message")).messageId,
    }),
  managerReplies: (t: Ticket) =>
    run(replyToTicket, world.manager, { chatId: t.chatId!, id: newId(), body: "Sorry." }),
  resolve: (t: Ticket) => run(changeTaskStatus, world.manager, { taskId: t.id, status: "resolved" }),
  reopen: (t: Ticket) => run(changeTaskStatus, world.manager, { taskId: t.id, status: "open" }),
  close: (t: Ticket) => run(changeTaskStatus, world.manager, { taskId: t.id, status: "closed" }),
  edit: async (t: Ticket) =>
    run(editMessage, world.agent, { ...(await latest(t, "message")), body: `Hello again! ${newId()}` }),
  delete: async (t: Ticket) => run(deleteMessage, world.manager, await latest(t, "message")),
};
const steps = { ...internal, ...visible };
type Step = keyof typeof steps;
const sequence = fc.array(fc.constantFrom(...(Object.keys(steps) as Step[])), { minLength: 1, maxLength: 9 });

/** The latest one of the kind. */
async function latest({ chatId }: Ticket, kind: "message" | "note") {
  const [row] = await systemDb()
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.chatId, chatId!), eq(messages.kind, kind)))
    .orderBy(desc(messages.seq))
    .limit(1);
  return { chatId: chatId!, messageId: row?.id ?? newId() };
}

/** What browsers are told of a step. Refused ones (a move that the status doesn't allow) tell nothing. */
async function toldOf(step: Step, ticket: Ticket): Promise<Publication[]> {
  const events: StoredEvent[] = [];
  onCommitted((some) => events.push(...some));
  try {
    await steps[step](ticket);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "INTERNAL") throw error;
  }
  onCommitted(undefined);
  return publicationsOf(world.workspace.id, events);
}

/** What is told of a chat to one side, under whatever name its channel has by then. */
const ofChat = (publications: Publication[], kind: ChannelKind, chatId: string) =>
  publications
    .filter(({ channel, name }) => {
      const parsed = parseChannel(channel);
      return parsed?.kind === kind && parsed.id === chatId && name !== "access.changed";
    })
    .map(({ name, data }) => ({ name, payload: JSON.parse(data) }));

/** A browser that has the chat open, is always told its channel's name, and can't ask the server anything else. */
function watchThread<
  E extends { id: string; seq: number; rev: number; body: string },
  S extends { rev: number; stateRev: number; seq: number },
>(initial: { entries: E[]; state: S; hasOlder: boolean }, kind: ChannelKind, chatId: string) {
  let news: { entry(entry: E): void; state(state: S): void } | undefined;
  const asked = async () => {
    throw new Error("A browser had to ask.");
  };
  const store = createThreadStore<E, S>({
    chatId: "chat",
    initial,
    api: {
      newest: asked,
      before: asked,
      behind: asked,
      around: asked,
      after: asked,
      send: asked,
      markRead: async () => {},
    },
    feed: (told) => {
      news = told;
      return () => {};
    },
    unsent: { load: () => [], save: () => true, has: () => false, remove: () => {} },
  });
  const stop = store.start();
  const revisions = new Set<number>();
  return {
    hear(publications: Publication[]) {
      for (const { name, payload } of ofChat(publications, kind, chatId)) {
        revisions.add(payload.rev);
        if (name === "entry.changed") news?.entry(payload);
        else if (name === "state.changed") news?.state(payload);
      }
    },
    revisions,
    snapshot: () => store.getSnapshot(),
    stop,
  };
}

/** Whoever writes has read what is above: their own entries say so without an extra word. */
function positionsOfMembers(entries: readonly MemberEntry[], state: MemberChatState) {
  const reads = new Map(state.reads.map(({ user, seq }) => [user.id, seq]));
  let requester = state.requester?.readSeq ?? 0;
  for (const { author, seq, publicSeq, kind } of entries) {
    if (author.kind === "member" && kind !== "event")
      reads.set(author.id, Math.max(seq, reads.get(author.id) ?? 0));
    if (author.kind === "customer") requester = Math.max(requester, publicSeq ?? 0);
  }
  return { reads: Object.fromEntries([...reads].sort()), requester };
}

function positionsOfCustomer(entries: readonly CustomerEntry[], state: CustomerChatState) {
  let { readSeq: own, agents, status, team } = state;
  let teamRead = team.readSeq;
  for (const { author, seq, kind } of entries) {
    if (author.kind === "customer") own = Math.max(own, seq);
    if (author.kind === "member" && kind === "message") teamRead = Math.max(teamRead, seq);
  }
  return { own, teamRead, agents, status };
}

const freshTicket = async () => {
  const ticket = await makeTicket(world.workspace, { teamId: world.team.id });
  // Browsers of those who look at the ticket say so before anybody writes.
  await steps.reads(ticket);
  await run(markTicketRead, world.manager, { chatId: ticket.chatId!, read: 1_000 });
  await run(markTicketRead, world.colleague, { chatId: ticket.chatId!, read: 1_000 });
  return ticket;
};

/** Who looks at the ticket while it is written in. */
async function follow(step: Step, ticket: Ticket): Promise<Publication[]> {
  const told = await toldOf(step, ticket);
  if (step !== "customerWrites") return told;
  return [...told, ...(await toldOf("reads", ticket)), ...(await toldOf("colleagueReads", ticket))];
}

/** What an answer quotes changes, and goes, after it was shown. */
const quoted: Step[] = [
  "reply",
  "react",
  "answer",
  "customerWrites",
  "answer",
  "edit",
  "takeReactionBack",
  "delete",
];

test("whatever happens, an open conversation ends up as it would be loaded, on both sides, without asking", async () => {
  await fc.assert(
    fc.asyncProperty(sequence, async (happens) => {
      const ticket = await freshTicket();
      const chatId = ticket.chatId!;
      const asMember = () =>
        read(getTicketThread, world.admin, { chatId }) as Promise<unknown> as Promise<MemberWindow>;
      const asCustomer = () =>
        read(getOwnThread, ticket.customer, { chatId }) as Promise<unknown> as Promise<CustomerWindow>;
      const [memberStart, customerStart] = [await asMember(), await asCustomer()];
      const member = watchThread<MemberEntry, MemberChatState>(memberStart, "chat", chatId);
      const customer = watchThread<CustomerEntry, CustomerChatState>(customerStart, "customerChat", chatId);
      for (const step of happens) {
        const told = await follow(step, ticket);
        member.hear(told);
        customer.hear(told);
      }
      const [memberEnd, customerEnd] = [await asMember(), await asCustomer()];
      const [m, c] = [member.snapshot(), customer.snapshot()];
      member.stop();
      customer.stop();
      expect(m.entries).toEqual(memberEnd.entries);
      expect(positionsOfMembers(m.entries, m.state!)).toEqual(
        positionsOfMembers(memberEnd.entries, memberEnd.state),
      );
      expect(c.entries).toEqual(customerEnd.entries);
      expect(positionsOfCustomer(c.entries, c.state!)).toEqual(
        positionsOfCustomer(customerEnd.entries, customerEnd.state),
      );
      // Every revision was told, so no browser has reason to believe that it missed something.
      for (const [heard, from, to] of [
        [member.revisions, memberStart.state.rev, memberEnd.state.rev],
        [customer.revisions, customerStart.state.rev, customerEnd.state.rev],
      ] as const) {
        const every = Array.from({ length: to - from }, (_, n) => from + n + 1);
        expect(every.filter((rev) => !heard.has(rev))).toEqual([]);
      }
    }),
    {
      numRuns: 12,
      examples: [[["resolve", "note"]], [quoted], [["note", "react", "editNote", "deleteNote"]]],
    },
  );
}, 120_000);

/** The line that a follow-up leaves in the closed ticket's chat once reached no list. */
const followUpOfClosed: Step[] = ["resolve", "close", "customerWrites", "reopen"];

test("whatever happens, each member's lists end up as they would be loaded", async () => {
  const viewers = () => [world.admin, world.agent, world.outsider, world.loner, world.colleague];
  const views: TicketView[] = ["mine", "unassigned", "waiting", "all", "snoozed", "resolved"];
  await fc.assert(
    fc.asyncProperty(sequence, async (happens) => {
      const ticket = await freshTicket();
      const start = async (caller: (typeof world)["agent"], view: TicketView) => {
        const { items, nextCursor } = await read(listTickets, caller, { view });
        const { user, queues } = await read(getMemberChannels, caller, {});
        const base = { rules: inboxRules(view, caller.user.id), searching: false, now: Date.now() };
        const state = startInbox({ ...base, items, more: nextCursor !== null });
        // Live news carry no read positions: of a row that wasn't there yet it isn't known how far it was read.
        const known = new Set(items.map(({ id }) => id));
        return { caller, view, channels: [user, ...queues], state, known };
      };
      const lists: Awaited<ReturnType<typeof start>>[] = [];
      for (const viewer of viewers()) for (const view of views) lists.push(await start(viewer, view));
      for (const step of happens) {
        const told = await toldOf(step, ticket);
        for (const list of lists) list.state = hear(list.state, told, list.channels);
      }
      for (const list of lists) {
        const { items, nextCursor } = await read(listTickets, list.caller, { view: list.view });
        const state = reduceInbox(list.state, { type: "ticked", now: Date.now() });
        const known = (row: TicketListItem) => (list.known.has(row.id) ? row : { ...row, readSeq: null });
        const most = nextCursor === null ? undefined : 20;
        expect(rowsOf(state).slice(0, most).map(known)).toEqual(items.slice(0, most).map(known));
      }
    }),
    { numRuns: 8, examples: [[followUpOfClosed]] },
  );
}, 120_000);

function hear(state: InboxState, publications: Publication[], channels: string[]): InboxState {
  return publications
    .filter(({ channel }) => channels.includes(channel))
    .reduce((now, { name, data }) => {
      const payload = JSON.parse(data);
      if (name === "ticket.changed") return reduceInbox(now, { type: "changed", ticket: payload });
      if (name === "ticket.left") return reduceInbox(now, { type: "left", ...payload });
      return name === "read.moved" ? reduceInbox(now, { type: "read", ...payload }) : now;
    }, state);
}

test("whatever happens, a customer hears nothing of what is internal, and every word goes where it may be heard", async () => {
  const { admin, manager, agent, colleague, outsider, loner, user } = world;
  const members = [admin, manager, agent, colleague, outsider, loner, user];
  const private_ = [
    ...members.flatMap((member) => [member.user.id, member.user.email]),
    secret,
    "note",
    "assigned",
    "priority",
    "snooze",
    "pending",
    "on_hold",
    "title_changed",
    "status_changed",
    world.team.id,
  ];
  await fc.assert(
    fc.asyncProperty(sequence, async (happens) => {
      const ticket = await freshTicket();
      const address = { workspaceId: world.workspace.id, epoch: 1 };
      const customers = channelName.customerChat(address, ticket.chatId!);
      for (const step of happens) {
        // Whoever works on it has read it; otherwise writing a note says that they have.
        await toldOf("reads", ticket);
        const told = await toldOf(step, ticket);
        const toCustomer = told.filter(({ channel }) => channel.includes("customerChat"));
        if (Object.hasOwn(internal, step)) expect({ step, toCustomer }).toEqual({ step, toCustomer: [] });
        for (const { channel, data } of toCustomer) {
          expect(channel).toBe(customers);
          expect(private_.filter((word) => data.toLowerCase().includes(word.toLowerCase()))).toEqual([]);
        }
        for (const channel of new Set(told.map((publication) => publication.channel))) {
          if (channel === customers) continue;
          const joins = await Promise.all(
            [ticket.customer, ...members].map((caller) => joining(caller, channel)),
          );
          expect({ channel, customer: joins[0] }).toEqual({ channel, customer: false });
          const shown = told.filter((one) => one.channel === channel && one.name === "ticket.changed");
          for (const [index, member] of members.entries()) {
            if (shown.length === 0 || !joins[index + 1]) continue;
            const row = await read(getTicketRow, member, { ticketId: ticket.id });
            expect({ channel, who: member.actor.role, sees: row !== null }).toMatchObject({ sees: true });
          }
        }
      }
    }),
    { numRuns: 12 },
  );
}, 120_000);

const joining = (caller: Caller, channel: string) =>
  inWorkspace("requests", caller.workspaceId, (tx) => mayJoin(contextFor(caller, tx, noEffects()), channel));
