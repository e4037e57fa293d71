import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { closeDatabase, systemDb } from "@/db/client";
import {
  customers,
  customerTokens,
  inboxes,
  memberships,
  teamMembers,
  teams,
  users,
  workspaces,
} from "@/db/schema";
import { hashToken, newToken } from "@/lib/auth/tokens";
import { run } from "@/lib/core/command";
import type { Caller, CustomerActor, MemberActor, WorkspaceId } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { createCannedReply } from "@/lib/domain/canned-replies/commands/create-canned-reply";
import { arrangeChat } from "@/lib/domain/chats/commands/arrange-chat";
import { createGroup } from "@/lib/domain/chats/commands/create-group";
import { markChatRead } from "@/lib/domain/chats/commands/mark-read";
import { openDirectChat } from "@/lib/domain/chats/commands/open-direct-chat";
import { sendToChat } from "@/lib/domain/chats/commands/send-to-chat";
import { addCustomerNote } from "@/lib/domain/customers/commands/add-customer-note";
import { assignTask } from "@/lib/domain/tasks/commands/assign-task";
import { changeTaskStatus } from "@/lib/domain/tasks/commands/change-task-status";
import { createField } from "@/lib/domain/tasks/commands/create-field";
import { replyToTicket } from "@/lib/domain/tasks/commands/reply-to-ticket";
import { setField } from "@/lib/domain/tasks/commands/set-field";
import { setTaskPriority } from "@/lib/domain/tasks/commands/set-task-priority";
import { snoozeTicket } from "@/lib/domain/tasks/commands/snooze-ticket";
import { startSupportChat } from "@/lib/domain/tasks/commands/start-support-chat";
import { tagTask } from "@/lib/domain/tasks/commands/tag-task";
import { writeToSupport } from "@/lib/domain/tasks/commands/write-to-support";
import { type DemoChat, demoChats } from "./demo-chats";
import { demoReplies } from "./demo-replies";
import {
  type DemoPerson,
  type DemoTeam,
  type DemoTicket,
  demoPeople,
  demoProducts,
  demoTeams,
  demoTickets,
} from "./demo-story";

/**
 * Fills an empty database with the demo workspace: people, teams, an inbox, and two weeks of conversations, made by
 * the same commands as the product's. Does nothing when any workspace exists.
 */
export async function seedDemo(): Promise<boolean> {
  const existing = await systemDb().select({ id: workspaces.id }).from(workspaces).limit(1);
  if (existing.length > 0) return false;
  const demo = await makeWorkspace();
  for (const reply of demoReplies)
    await run(createCannedReply, demo.people.marcus, { ...reply, scope: "shared" });
  const fields = await makeFields(demo.people.marcus);
  for (const ticket of demoTickets) await playTicket(demo, fields, ticket);
  for (const chat of demoChats) await playChat(demo, chat);
  await systemDb().execute(sql`update domain_events set dispatched_at = now() where dispatched_at is null`);
  await systemDb().execute(sql`delete from notifications`);
  return true;
}

type Demo = {
  workspaceId: WorkspaceId;
  inboxId: string;
  people: Record<DemoPerson, Caller<MemberActor>>;
  teams: Record<DemoTeam, string>;
};

async function makeWorkspace(): Promise<Demo> {
  const db = systemDb();
  const workspaceId = newId() as WorkspaceId;
  await db
    .insert(workspaces)
    .values({ id: workspaceId, slug: "demo", name: "Velora Bikes", timeZone: "Europe/Berlin" });
  const people = {} as Demo["people"];
  for (const [key, { name, email, role }] of Object.entries(demoPeople)) {
    const id = newId();
    await db.insert(users).values({ id, name, email, emailVerifiedAt: new Date() });
    await db.insert(memberships).values({ workspaceId, userId: id, role });
    people[key as DemoPerson] = {
      actor: { kind: "member", userId: id, name, avatar: null, role, teamIds: [], seesAllTickets: true },
      workspaceId,
      requestId: "demo",
      ip: null,
    };
  }
  const ids = {} as Demo["teams"];
  for (const [key, members] of Object.entries(demoTeams)) {
    const id = newId();
    ids[key as DemoTeam] = id;
    await db.insert(teams).values({ workspaceId, id, name: key === "orders" ? "Orders" : "Technical" });
    await db
      .insert(teamMembers)
      .values(members.map((member) => ({ workspaceId, teamId: id, userId: people[member].actor.userId })));
  }
  const inboxId = newId();
  await db.insert(inboxes).values({
    workspaceId,
    id: inboxId,
    name: "Website chat",
    publicKey: "demo",
    greeting:
      "Hi there! Ask us anything about bikes, gear and orders. We usually answer within a few minutes.",
  });
  return { workspaceId, inboxId, people, teams: ids };
}

async function makeCustomer(
  demo: Demo,
  who: DemoTicket["customer"],
  createdAt: Date,
  lastSeenAt: Date,
): Promise<Caller<CustomerActor>> {
  const { workspaceId, inboxId } = demo;
  const customerId = newId();
  await systemDb()
    .insert(customers)
    .values({ workspaceId, id: customerId, ...who, lastSeenAt, createdAt });
  await systemDb()
    .insert(customerTokens)
    .values({
      workspaceId,
      id: newId(),
      customerId,
      inboxId,
      kind: "browser",
      tokenHash: hashToken(newToken()),
      expiresAt: new Date(Date.now() + 365 * 86_400_000),
    });
  const actor: CustomerActor = { kind: "customer", customerId, inboxId, name: who.name };
  return { actor, workspaceId, requestId: "demo", ip: null };
}

type DemoFields = { order: string; product: string; optionOf: Map<string, string> };

/** Two custom fields, for the queue to show, filter and sort by. */
async function makeFields(manager: Caller<MemberActor>): Promise<DemoFields> {
  const order = await run(createField, manager, { name: "Order", type: "text", shownOn: ["ticket"] });
  const product = await run(createField, manager, {
    name: "Product",
    type: "choice",
    shownOn: ["ticket", "bug"],
    options: demoProducts.map((name) => ({ id: newId(), name })),
  });
  const optionOf = new Map(product.options.map(({ id, name }) => [name, id]));
  return { order: order.id, product: product.id, optionOf };
}

async function playTicket(demo: Demo, fields: DemoFields, ticket: DemoTicket): Promise<void> {
  let at = Date.now() - ticket.ago * 60_000;
  const lastWord = new Date(at + minutesToLastWord(ticket) * 60_000);
  const customer = await makeCustomer(demo, ticket.customer, new Date(at), lastWord);
  const chatId = newId();
  const id = newId();
  const moments = new Map<string, Date>([[id, new Date(at)]]);
  await run(startSupportChat, customer, { chatId, message: { id, body: ticket.lines[0]![1] } });
  const ticketId = await ticketOf(chatId);
  const manager = demo.people.marcus;
  if (ticket.team || ticket.assignee) {
    const assigneeUserId = ticket.assignee ? demo.people[ticket.assignee].actor.userId : null;
    await run(assignTask, manager, {
      taskId: ticketId,
      assigneeUserId,
      teamId: ticket.team ? demo.teams[ticket.team] : null,
    });
  }
  if (ticket.note) {
    const { by, body } = ticket.note;
    const { customerId } = customer.actor;
    await run(addCustomerNote, demo.people[by], { customerId, noteId: newId(), body });
  }
  if (ticket.tags) await run(tagTask, manager, { taskId: ticketId, create: ticket.tags });
  const { order, product } = ticket;
  if (order) await run(setField, manager, { taskId: ticketId, fieldId: fields.order, value: order });
  if (product) {
    const value = fields.optionOf.get(product)!;
    await run(setField, manager, { taskId: ticketId, fieldId: fields.product, value });
  }
  if (ticket.priority) await run(setTaskPriority, manager, { taskId: ticketId, priority: ticket.priority });
  for (const [who, body, minutes = usualPause] of ticket.lines.slice(1)) {
    at += minutes * 60_000;
    const messageId = newId();
    moments.set(messageId, new Date(at));
    await say(demo, customer, chatId, who, messageId, body);
  }
  const actor = ticket.assignee ? demo.people[ticket.assignee] : manager;
  if (ticket.status === "closed")
    await run(changeTaskStatus, actor, { taskId: ticketId, status: "resolved" });
  if (ticket.status) await run(changeTaskStatus, actor, { taskId: ticketId, status: ticket.status });
  if (ticket.snoozedHours) {
    const until = new Date(Date.now() + ticket.snoozedHours * 3_600_000).toISOString();
    await run(snoozeTicket, actor, { ticketId, until });
  }
  await tellTime(chatId, moments, new Date(at));
}

/** Minutes between lines that don't say. */
const usualPause = 3;

/** From the first line to the last one of the customer, who was there at least until then. */
function minutesToLastWord({ lines }: DemoTicket): number {
  let [at, last] = [0, 0];
  for (const [who, , minutes = usualPause] of lines.slice(1)) {
    at += minutes;
    if (who === "c") last = at;
  }
  return last;
}

async function say(
  demo: Demo,
  customer: Caller<CustomerActor>,
  chatId: string,
  who: DemoTicket["lines"][number][0],
  id: string,
  body: string,
): Promise<void> {
  if (who === "c") {
    await run(writeToSupport, customer, { chatId, id, body });
    return;
  }
  const isNote = who.startsWith("note:");
  const person = (isNote ? who.slice(5) : who) as DemoPerson;
  await run(replyToTicket, demo.people[person], { chatId, id, kind: isNote ? "note" : "message", body });
}

async function playChat(demo: Demo, chat: DemoChat): Promise<void> {
  const { title = null, people, lines, unread = {} } = chat;
  const callers = people.map((person) => demo.people[person]);
  const [owner, ...others] = callers as [Caller<MemberActor>, ...Caller<MemberActor>[]];
  const userIds = others.map(({ actor }) => actor.userId);
  const { chatId } =
    others.length === 1 && title === null
      ? await run(openDirectChat, owner, { userId: userIds[0]! })
      : await run(createGroup, owner, { chatId: newId(), title, userIds });
  let at = Date.now() - chat.ago * 60_000;
  const moments = new Map<string, Date>();
  for (const [n, [who, body, minutes = 3]] of lines.entries()) {
    if (n > 0) at += minutes * 60_000;
    const id = newId();
    moments.set(id, new Date(at));
    const named = Object.values(demo.people).filter(({ actor }) => body.includes(`@${actor.name}`));
    const mentions = named.map(({ actor }) => ({ kind: "member" as const, id: actor.userId }));
    await run(sendToChat, demo.people[who], { chatId, id, body, mentions });
  }
  const end = lines.length + (title === null && others.length === 1 ? 0 : 1);
  for (const person of people) {
    const seq = end - (unread[person] ?? 0);
    await run(markChatRead, demo.people[person], { chatId, read: seq, delivered: end });
    const pinned = chat.pinnedBy?.includes(person);
    const muted = chat.mutedBy?.includes(person);
    if (pinned || muted) await run(arrangeChat, demo.people[person], { chatId, pinned, muted });
  }
  await tellTime(chatId, moments, new Date(at));
}

async function ticketOf(chatId: string): Promise<string> {
  const [row] = await systemDb().execute<{ id: string }>(sql`select id from tasks where chat_id = ${chatId}`);
  if (!row) throw new Error("The demo ticket was not opened.");
  return row.id;
}

/** The commands wrote everything as of now; the story happened earlier. Lines of events follow their messages. */
async function tellTime(chatId: string, moments: Map<string, Date>, last: Date): Promise<void> {
  const db = systemDb();
  const first = [...moments.values()][0]!;
  for (const [id, at] of moments) {
    await db.execute(sql`update messages set created_at = ${at.toISOString()}::timestamptz where id = ${id}`);
  }
  const spoken = sql.join(
    [...moments.keys()].map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  await db.execute(sql`
    update messages e set created_at = coalesce((
      select m.created_at from messages m
      where m.chat_id = e.chat_id and m.id in (${spoken}) and m.seq < e.seq order by m.seq desc limit 1), ${first.toISOString()}::timestamptz)
    where e.chat_id = ${chatId} and e.id not in (${spoken})`);
  await db.execute(sql`update chats set last_message_at = (select max(created_at) from messages
    where chat_id = ${chatId} and kind <> 'event'), created_at = ${first.toISOString()}::timestamptz where id = ${chatId}`);
  await db.execute(sql`
    update tasks set created_at = ${first.toISOString()}::timestamptz,
      last_activity_at = ${last.toISOString()}::timestamptz,
      resolved_at = case when resolved_at is not null then ${last.toISOString()}::timestamptz end,
      closed_at = case when closed_at is not null then ${last.toISOString()}::timestamptz end,
      waiting_since = case when waiting_since is not null then (
        select min(m.created_at) from messages m where m.chat_id = ${chatId} and m.author_customer_id is not null
          and m.seq > coalesce((select max(r.seq) from messages r where r.chat_id = ${chatId}
            and r.author_user_id is not null and r.kind = 'message'), 0)) end
    where chat_id = ${chatId}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const seeded = await seedDemo();
  await closeDatabase();
  if (seeded) console.log("The demo workspace was made.");
}
