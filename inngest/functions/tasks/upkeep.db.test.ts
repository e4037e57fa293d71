import { and, eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { beforeEach, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import {
  accountTokens,
  chats,
  customers,
  customerTokens,
  domainEvents,
  inboxes,
  messages,
  sessions,
  workspaces,
} from "@/db/schema";
import {
  makeMember,
  makeUser,
  makeWorkspace,
  type TestMember,
  type TestWorkspace,
  useTestDatabase,
} from "@/db/testing/factories";
import { makeTicket, ticketById } from "@/db/testing/tickets";
import { run } from "@/lib/core/command";
import { systemCaller } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { prepareCustomerMail } from "@/lib/domain/customer-mails/prepare-customer-mail";
import { assignTask } from "@/lib/domain/tasks/commands/assign-task";
import { changeTaskStatus } from "@/lib/domain/tasks/commands/change-task-status";
import { closeResolvedTicket, warnBeforeClosing } from "@/lib/domain/tasks/commands/close-ticket";
import { snoozeTicket } from "@/lib/domain/tasks/commands/snooze-ticket";
import { writeToSupport } from "@/lib/domain/tasks/commands/write-to-support";
import { getOwnThread } from "@/lib/domain/tasks/queries/get-thread";
import { ticketsToClose, ticketsToWarnOf } from "@/lib/domain/upkeep/due-tickets";
import { replyMail } from "@/lib/email/reply-mail";
import { inngest } from "../../client";
import { driveFunction } from "../../testing/drive-function";
import { cleanUp } from "../system/clean-up";
import { moveAll, upkeepFunctions } from "./upkeep";

const database = useTestDatabase();

let workspace: TestWorkspace;
let agent: TestMember;

beforeEach(async () => {
  // Every round looks at all workspaces: those of earlier tests have nothing due any more.
  await systemDb().update(workspaces).set({ archivedAt: sql`now()` });
  workspace = await makeWorkspace();
  agent = await makeMember(workspace, "manager");
});

type Ticket = Awaited<ReturnType<typeof makeTicket>>;

async function job(id: string): Promise<unknown> {
  const [fn] = upkeepFunctions().filter((candidate) => candidate.id(undefined) === id);
  const driven = await driveFunction(inngest(), fn!, { name: "inngest/scheduled.timer" });
  expect(driven.error).toBeUndefined();
  return driven.result;
}

const resolve = (ticket: Ticket) => run(changeTaskStatus, agent, { taskId: ticket.id, status: "resolved" });
const now = (ticket: Ticket) => ticketById(workspace, ticket.id);
const chatOf = async (ticket: Ticket) =>
  (await systemDb().select().from(chats).where(eq(chats.id, ticket.chatId!)))[0]!;

/** Lets days go by for a ticket: whatever happened to it happened that much earlier. */
async function daysLater(ticket: Ticket, days: number): Promise<void> {
  const earlier = (column: string) => sql.raw(`${column} = ${column} - interval '${days} days'`);
  await systemDb().execute(
    sql`update tasks set ${earlier("resolved_at")}, ${earlier("close_warned_at")}, ${earlier("last_activity_at")}, ${earlier("snoozed_until")} where id = ${ticket.id}`,
  );
  await systemDb().execute(sql`update chats set ${earlier("last_message_at")} where id = ${ticket.chatId}`);
}

test("resolved tickets are closed once the reopen window is over, and customers aren't told", async () => {
  const [due, early] = [await makeTicket(workspace), await makeTicket(workspace)];
  for (const ticket of [due, early]) await resolve(ticket);
  await daysLater(due, 14);
  await daysLater(early, 13);
  const publicSeq = (await chatOf(due)).publicSeq;
  expect(await job("tasks/close-resolved")).toEqual({ due: 1, failed: 0 });
  expect([(await now(due)).status, (await now(early)).status]).toEqual(["closed", "resolved"]);
  expect((await chatOf(due)).publicSeq).toBe(publicSeq);
  const [line] = await systemDb()
    .select()
    .from(messages)
    .where(and(eq(messages.chatId, due.chatId!), eq(messages.kind, "event"), sql`event->>'name' = 'closed'`));
  expect(line).toBeDefined();
  expect(await job("tasks/close-resolved")).toEqual({ due: 0, failed: 0 });
});

describe("where the inbox wants a warning", () => {
  async function makeWarned(given: Partial<typeof workspaces.$inferInsert> = {}) {
    if (Object.keys(given).length > 0) {
      await systemDb().update(workspaces).set(given).where(eq(workspaces.id, workspace.id));
    }
    const ticket = await makeTicket(workspace);
    await systemDb()
      .update(inboxes)
      .set({ warnsBeforeClosing: true })
      .where(eq(inboxes.id, ticket.customer.actor.inboxId));
    await resolve(ticket);
    return ticket;
  }
  const warn = () => job("tasks/warn-before-closing");
  const close = () => job("tasks/close-resolved");
  const none = { due: 0, failed: 0 };
  const one = { due: 1, failed: 0 };
  const write = (ticket: Ticket) =>
    run(writeToSupport, ticket.customer, { chatId: ticket.chatId!, id: newId(), body: "Not yet." });
  const linesOf = async (ticket: Ticket) => {
    const { entries } = await read(getOwnThread, ticket.customer, { chatId: ticket.chatId! });
    return entries.flatMap(({ event }) => (event?.name === "closing_soon" ? [event] : []));
  };

  test("the customer is told once, and the ticket closes as long after as was said", async () => {
    const ticket = await makeWarned();
    await daysLater(ticket, 11);
    expect(await warn()).toEqual(none);
    await daysLater(ticket, 1);
    const [before, { messageSeq }] = [await now(ticket), await chatOf(ticket)];
    expect(await warn()).toEqual(one);
    expect(await warn()).toEqual(none);
    expect(await linesOf(ticket)).toEqual([{ name: "closing_soon", days: 2, text: "" }]);
    const after = await now(ticket);
    expect(after.status).toBe("resolved");
    // Nobody did anything: it is unread to nobody and stands where it stood.
    expect((await chatOf(ticket)).messageSeq).toBe(messageSeq);
    expect(after.lastActivityAt).toEqual(before.lastActivityAt);
    expect(after.version).toBeGreaterThan(before.version);
    await daysLater(ticket, 1);
    expect(await close()).toEqual(none);
    await daysLater(ticket, 1);
    expect(await close()).toEqual(one);
    expect((await now(ticket)).status).toBe("closed");
  });

  test("one who writes has it open again, is not told, and is told anew when that is resolved", async () => {
    const ticket = await makeWarned({ closeWarningText: "Soon over." });
    await daysLater(ticket, 12);
    await write(ticket);
    expect(await warn()).toEqual(none);
    await resolve(ticket);
    await daysLater(ticket, 12);
    expect(await warn()).toEqual(one);
    await write(ticket);
    expect((await now(ticket)).status).toBe("open");
    await daysLater(ticket, 2);
    expect(await close()).toEqual(none);
    await resolve(ticket);
    await daysLater(ticket, 14);
    // Due to close, but the warning was of an earlier resolution.
    expect(await close()).toEqual(none);
    expect(await warn()).toEqual(one);
    expect(await linesOf(ticket)).toEqual([
      { name: "closing_soon", days: 2, text: "Soon over." },
      { name: "closing_soon", days: 2, text: "Soon over." },
    ]);
    await daysLater(ticket, 2);
    expect(await close()).toEqual(one);
    const { chatId } = await write(ticket);
    expect(chatId).not.toBe(ticket.chatId);
  });

  test("one that was reopened between look and lock is not told", async () => {
    const ticket = await makeWarned();
    await daysLater(ticket, 12);
    const due = async () => {
      const found = await ticketsToWarnOf();
      await write(ticket);
      return found;
    };
    expect(await moveAll("test", due, warnBeforeClosing as never)).toEqual(one);
    expect(await linesOf(ticket)).toEqual([]);
  });

  test("a warning that is due after the closing comes first all the same; other inboxes have none", async () => {
    const [ticket, other] = [await makeWarned(), await makeTicket(workspace)];
    await resolve(other);
    for (const each of [ticket, other]) await daysLater(each, 30);
    expect(await close()).toEqual(one);
    expect([(await now(ticket)).status, (await now(other)).status]).toEqual(["resolved", "closed"]);
    expect(await warn()).toEqual(one);
    expect(await close()).toEqual(none);
  });

  test("who is gone and left an address is told by mail, in the team's words or the usual ones", async () => {
    const ticket = await makeWarned();
    const { id: customerId } = ticket.customer.customer;
    await systemDb().update(customers).set({ email: "ida@example.com" }).where(eq(customers.id, customerId));
    await daysLater(ticket, 12);
    await warn();
    const [asked] = await systemDb()
      .select()
      .from(domainEvents)
      .where(and(eq(domainEvents.subjectId, ticket.chatId!), eq(domainEvents.name, "reply.awaits_customer")));
    expect(asked).toBeDefined();
    const mail = await run(prepareCustomerMail, systemCaller(workspace.id, "test"), {
      chatId: ticket.chatId!,
      customerId,
    });
    expect(mail?.replies).toMatchObject([{ author: null, body: "", closesInDays: 2 }]);
    const { text, html } = await replyMail(mail!);
    expect(text).toContain("closes in 2 days");
    expect(html).toContain("about to close");
  });
});

test("being archived meanwhile doesn't put the closing off", async () => {
  const ticket = await makeTicket(workspace);
  await resolve(ticket);
  await daysLater(ticket, 3);
  expect(await job("tasks/archive-inactive")).toEqual({ due: 1, failed: 0 });
  await daysLater(ticket, 11);
  expect(await job("tasks/close-resolved")).toEqual({ due: 1, failed: 0 });
  expect((await now(ticket)).status).toBe("closed");
});

test("one that the customer reopened between look and lock stays open", async () => {
  const ticket = await makeTicket(workspace);
  await resolve(ticket);
  await daysLater(ticket, 20);
  const due = async () => {
    const found = await ticketsToClose();
    await run(writeToSupport, ticket.customer, { chatId: ticket.chatId!, id: newId(), body: "Not yet." });
    return found;
  };
  expect(await moveAll("test", due, closeResolvedTicket as never)).toEqual({ due: 1, failed: 0 });
  expect((await now(ticket)).status).not.toBe("closed");
});

test("only quiet chats of resolved or closed tickets are archived, and a message brings one back", async () => {
  const [open, quiet, lively] = [
    await makeTicket(workspace),
    await makeTicket(workspace),
    await makeTicket(workspace),
  ];
  for (const ticket of [quiet, lively]) await resolve(ticket);
  await daysLater(open, 30);
  await daysLater(quiet, 3);
  await daysLater(lively, 2);
  const before = await now(quiet);
  expect(await job("tasks/archive-inactive")).toEqual({ due: 1, failed: 0 });
  expect((await chatOf(quiet)).archivedAt).not.toBeNull();
  expect((await now(quiet)).lastActivityAt).toEqual(before.lastActivityAt);
  for (const ticket of [open, lively]) expect((await chatOf(ticket)).archivedAt).toBeNull();
  expect((await now(quiet)).status).toBe("resolved");
  expect(await job("tasks/archive-inactive")).toEqual({ due: 0, failed: 0 });
  await run(writeToSupport, quiet.customer, { chatId: quiet.chatId!, id: newId(), body: "Hello again" });
  expect((await chatOf(quiet)).archivedAt).toBeNull();
});

test("a workspace's own figures count", async () => {
  await systemDb()
    .update(workspaces)
    .set({ closeResolvedAfterDays: 2, archiveInactiveAfterDays: 1 })
    .where(eq(workspaces.id, workspace.id));
  const ticket = await makeTicket(workspace);
  await resolve(ticket);
  await daysLater(ticket, 1);
  expect(await job("tasks/close-resolved")).toEqual({ due: 0, failed: 0 });
  expect(await job("tasks/archive-inactive")).toEqual({ due: 1, failed: 0 });
  await daysLater(ticket, 1);
  expect(await job("tasks/close-resolved")).toEqual({ due: 1, failed: 0 });
});

test("snoozed tickets wake in time, those snoozed again meanwhile don't", async () => {
  const [ripe, later] = [await makeTicket(workspace), await makeTicket(workspace)];
  for (const ticket of [ripe, later]) {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await run(snoozeTicket, agent, { ticketId: ticket.id, until });
  }
  await daysLater(ripe, 1);
  expect(await job("tasks/wake-snoozed")).toEqual({ due: 1, failed: 0 });
  expect((await now(ripe)).snoozedUntil).toBeNull();
  expect((await now(later)).snoozedUntil).not.toBeNull();
  const told = await systemDb()
    .select()
    .from(domainEvents)
    .where(and(eq(domainEvents.subjectId, ripe.id), eq(domainEvents.name, "ticket.snoozed")));
  expect(told).toHaveLength(2);
});

test("a ticket that can't be moved holds up none of the others, and is counted", async () => {
  const tickets = [await makeTicket(workspace), await makeTicket(workspace), await makeTicket(workspace)];
  for (const ticket of tickets) {
    await resolve(ticket);
    await daysLater(ticket, 20);
  }
  const broken = tickets[1]!.id;
  const owner = postgres(database.url, { max: 1, onnotice: () => {} });
  await owner.unsafe(
    `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'broken row'; end $$;
     create trigger broken before update on tasks for each row when (old.id = '${broken}') execute function refuse()`,
  );
  try {
    expect(await job("tasks/close-resolved")).toEqual({ due: 3, failed: 1 });
  } finally {
    await owner.unsafe("drop trigger broken on tasks; drop function refuse()");
    await owner.end();
  }
  const statuses = await Promise.all(tickets.map(async (ticket) => (await now(ticket)).status));
  expect(statuses).toEqual(["closed", "resolved", "closed"]);
  expect(await job("tasks/close-resolved")).toEqual({ due: 1, failed: 0 });
});

test("nothing happens in a workspace that was put away", async () => {
  const ticket = await makeTicket(workspace);
  await resolve(ticket);
  await daysLater(ticket, 20);
  await systemDb().update(workspaces).set({ archivedAt: sql`now()` }).where(eq(workspaces.id, workspace.id));
  for (const id of ["tasks/close-resolved", "tasks/archive-inactive"]) {
    expect(await job(id)).toEqual({ due: 0, failed: 0 });
  }
});

test("an assignment between look and lock is kept by the closing", async () => {
  const ticket = await makeTicket(workspace);
  await resolve(ticket);
  await daysLater(ticket, 20);
  await run(assignTask, agent, { taskId: ticket.id, assigneeUserId: agent.user.id });
  await job("tasks/close-resolved");
  expect(await now(ticket)).toMatchObject({ status: "closed", assigneeUserId: agent.user.id });
});

test("clean-up takes what has expired, and nothing that is still good", async () => {
  const user = await makeUser();
  const { customer } = await makeTicket(workspace);
  const at = (days: number) => new Date(Date.now() + days * 86_400_000);
  const ids = { good: newId(), gone: newId() };
  const token = (id: string, expiresAt: Date) => ({ id, tokenHash: id, expiresAt });
  await systemDb()
    .insert(sessions)
    .values([
      { id: ids.good, userId: user.id, expiresAt: at(1) },
      { id: ids.gone, userId: user.id, expiresAt: at(-1) },
    ]);
  const owner = {
    workspaceId: workspace.id,
    customerId: customer.customer.id,
    inboxId: customer.actor.inboxId,
  };
  await systemDb()
    .insert(customerTokens)
    .values([
      { ...owner, kind: "browser", ...token(ids.good, at(1)) },
      { ...owner, kind: "mail_link", ...token(ids.gone, at(-1)) },
    ]);
  await systemDb()
    .insert(accountTokens)
    .values([
      { userId: user.id, email: user.email, purpose: "reset_password", ...token(ids.good, at(1)) },
      { userId: user.id, email: user.email, purpose: "reset_password", ...token(ids.gone, at(-2)) },
    ]);
  const driven = await driveFunction(inngest(), cleanUp(), { name: "inngest/scheduled.timer" });
  expect(driven.result).toMatchObject({ sessions: 1, customer_tokens: 1, account_tokens: 1 });
  for (const table of [sessions, customerTokens, accountTokens]) {
    const left = await systemDb()
      .select({ id: table.id })
      .from(table)
      .where(sql`${table.id} in (${ids.good}, ${ids.gone})`);
    expect(left).toEqual([{ id: ids.good }]);
  }
  const again = await driveFunction(inngest(), cleanUp(), { name: "inngest/scheduled.timer" });
  expect(again.result).toMatchObject({ sessions: 0, customer_tokens: 0, account_tokens: 0 });
});
