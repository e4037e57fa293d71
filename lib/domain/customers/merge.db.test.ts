import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { auditLog, chats, customers, customerTokens, domainEvents, tasks } from "@/db/schema";
import {
  makeCustomer,
  makeMember,
  makeTeam,
  makeVisitor,
  makeWorkspace,
  type TestCustomer,
  type TestMember,
  type TestWorkspace,
  useTestDatabase,
} from "@/db/testing/factories";
import { makeTicket, ticketById } from "@/db/testing/tickets";
import { hashToken, newToken } from "@/lib/auth/tokens";
import { run } from "@/lib/core/command";
import type { Caller } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { searchMessages } from "@/lib/domain/search/queries/search-messages";
import { writeToSupport } from "@/lib/domain/tasks/commands/write-to-support";
import { getOwnThread, getTicketThread } from "@/lib/domain/tasks/queries/get-thread";
import { listTickets } from "@/lib/domain/tasks/queries/list-tickets";
import { publicationsOf } from "@/lib/outbox/dispatch";
import { addCustomerNote } from "./commands/add-customer-note";
import { identifyCustomer } from "./commands/identify-customer";
import { mergeCustomers } from "./commands/merge-customers";
import { redeemMailLink } from "./commands/redeem-mail-link";
import { separateCustomers } from "./commands/separate-customers";
import { setCustomerAttribute } from "./commands/set-customer-attribute";
import { updateCustomer } from "./commands/update-customer";
import { getCustomer } from "./queries/get-customer";
import { getCustomerSession } from "./queries/get-customer-session";
import { listCustomers } from "./queries/list-customers";
import { listDuplicates } from "./queries/list-duplicates";
import { previewMerge } from "./queries/preview-merge";

useTestDatabase();

async function makeDesk() {
  const workspace = await makeWorkspace();
  const manager = await makeMember(workspace, "manager");
  const person = async (given: Partial<typeof customers.$inferInsert> = {}) => {
    const customer = await makeCustomer(workspace);
    const { id } = customer.customer;
    await systemDb()
      .update(customers)
      .set({ name: null, email: null, ...given })
      .where(eq(customers.id, id));
    return { id, customer, ticket: await makeTicket(workspace, { customer }) };
  };
  return { workspace, manager, person };
}

const merge = (who: TestMember, customerId: string, intoCustomerId: string) =>
  run(mergeCustomers, who, { customerId, intoCustomerId });
const profile = (who: Caller, customerId: string) => read(getCustomer, who, { customerId });
const seenBy = async (customer: TestCustomer) =>
  (await read(getCustomerSession, customer, {})).chats.map(({ id }) => id);
const stored = async (id: string) =>
  (await systemDb().select().from(customers).where(eq(customers.id, id)))[0]!;
const holderOf = async (workspace: TestWorkspace, ticket: { id: string }) =>
  (await ticketById(workspace, ticket.id)).customerId;

describe("a merge", () => {
  test("puts tickets, notes and what is known together, and says who it was", async () => {
    const { workspace, manager, person } = await makeDesk();
    const anna = await person({ name: "Anna", email: "anna@example.com" });
    const twin = await person({ name: "A.", email: "other@example.com" });
    await run(setCustomerAttribute, manager, { customerId: twin.id, name: "Plan", value: "Gold" });
    await run(setCustomerAttribute, manager, { customerId: twin.id, name: "City", value: "Riga" });
    await run(setCustomerAttribute, manager, { customerId: anna.id, name: "plan", value: "Silver" });
    await run(addCustomerNote, manager, { customerId: twin.id, noteId: newId(), body: "Of the twin" });
    expect(await read(previewMerge, manager, { customerId: twin.id, intoCustomerId: anna.id })).toEqual({
      tickets: 1,
      notes: 1,
      fills: { attributes: [{ name: "City", value: "Riga" }] },
      keeps: [{ name: "plan", kept: "Silver", dropped: "Gold" }],
    });
    const { mergeId } = await merge(manager, twin.id, anna.id);
    const merged = await profile(manager, anna.id);
    expect(merged).toMatchObject({
      name: "Anna",
      email: "anna@example.com",
      attributes: [
        { name: "City", value: "Riga" },
        { name: "plan", value: "Silver" },
      ],
      notes: [{ body: "Of the twin", own: true }],
      merged: [{ mergeId, name: "A.", email: "other@example.com", mergedBy: { id: manager.user.id } }],
    });
    expect(merged.tickets.map(({ id }) => id).sort()).toEqual([anna.ticket.id, twin.ticket.id].sort());
    // An old link leads to who it is now, and the list shows one.
    expect((await profile(manager, twin.id)).id).toBe(anna.id);
    expect((await read(listCustomers, manager, {})).items.map(({ id }) => id)).toEqual([anna.id]);
    // Members read the words of both under the one name.
    const thread = await read(getTicketThread, manager, { chatId: twin.ticket.chatId! });
    const [first] = thread.entries.filter(({ kind }) => kind === "message");
    expect(first!.author).toEqual({ kind: "customer", id: anna.id, name: "Anna" });
    const trail = await systemDb()
      .select({ name: domainEvents.name, by: domainEvents.actorId })
      .from(domainEvents)
      .where(and(eq(domainEvents.workspaceId, workspace.id), eq(domainEvents.name, "customer.merged")));
    expect(trail).toEqual([{ name: "customer.merged", by: manager.user.id }]);
    const logged = await systemDb()
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.workspaceId, workspace.id), eq(auditLog.action, "customer.merged")));
    expect(logged).toMatchObject([{ subjectId: twin.id, after: { mergedInto: anna.id } }]);
  });

  test("finds who was merged by what they were called, and what they wrote by who they are", async () => {
    const { manager, person } = await makeDesk();
    const anna = await person({ name: "Anna Berg" });
    const twin = await person({ name: "Zoe", email: "zoe@example.com" });
    await run(writeToSupport, twin.customer, {
      chatId: twin.ticket.chatId!,
      id: newId(),
      body: "A rare gearbox",
    });
    await merge(manager, twin.id, anna.id);
    for (const q of ["zoe", "anna"]) {
      expect((await read(listCustomers, manager, { q })).items.map(({ id }) => id)).toEqual([anna.id]);
    }
    const { items } = await read(listTickets, manager, { view: "all", q: "zoe" });
    expect(items.map(({ id }) => id).sort()).toEqual([anna.ticket.id, twin.ticket.id].sort());
    const found = await read(searchMessages, manager, { q: "gearbox from:anna" });
    expect(found.items).toHaveLength(1);
  });

  test("fills in what was empty; taking it back leaves both as they were, but for what was changed since", async () => {
    const { workspace, manager, person } = await makeDesk();
    const bare = await person();
    const known = await person({ name: "Olga", email: "olga@example.com", attributes: { Plan: "Gold" } });
    const before = await profile(manager, bare.id);
    const { mergeId } = await merge(manager, known.id, bare.id);
    expect(await profile(manager, bare.id)).toMatchObject({
      name: "Olga",
      email: "olga@example.com",
      emailVerified: false,
    });
    expect(await run(separateCustomers, manager, { mergeId })).toEqual({
      customerId: known.id,
      separated: true,
    });
    expect(await profile(manager, bare.id)).toEqual({ ...before, attributes: [] });
    expect(await profile(manager, known.id)).toMatchObject({
      name: "Olga",
      attributes: [{ name: "Plan", value: "Gold" }],
    });
    expect(await holderOf(workspace, known.ticket)).toBe(known.id);

    const again = await merge(manager, known.id, bare.id);
    await run(updateCustomer, manager, { customerId: bare.id, name: "Olga Petrova" });
    await run(separateCustomers, manager, { mergeId: again.mergeId });
    expect(await profile(manager, bare.id)).toMatchObject({ name: "Olga Petrova", email: null });
  });

  test("lets no browser see more than before, and none less; nor does taking it back", async () => {
    const { workspace, manager, person } = await makeDesk();
    const verified = await person({
      name: "Vera",
      email: "vera@example.com",
      emailVerifiedAt: new Date(),
    });
    // Somebody typed her address, and says to be her.
    const stranger = await person({ name: "Vera", email: "vera@example.com" });
    const sights = async () => {
      const thread = (who: TestCustomer, chatId: string) =>
        read(getOwnThread, who, { chatId }).then(
          () => "seen",
          (error) => error.code,
        );
      return {
        verified: await seenBy(verified.customer),
        stranger: await seenBy(stranger.customer),
        threads: [
          await thread(verified.customer, verified.ticket.chatId!),
          await thread(verified.customer, stranger.ticket.chatId!),
          await thread(stranger.customer, stranger.ticket.chatId!),
          await thread(stranger.customer, verified.ticket.chatId!),
        ],
        self: [
          (await read(getCustomerSession, stranger.customer, {})).customer,
          (await read(getCustomerSession, verified.customer, {})).customer,
        ],
      };
    };
    const before = await sights();
    expect(before).toMatchObject({
      verified: [verified.ticket.chatId],
      stranger: [stranger.ticket.chatId],
      threads: ["seen", "NOT_FOUND", "seen", "NOT_FOUND"],
    });
    for (const [from, into] of [
      [stranger, verified],
      [verified, stranger],
    ] as const) {
      const { mergeId } = await merge(manager, from.id, into.id);
      expect(await sights()).toEqual(before);
      await run(separateCustomers, manager, { mergeId });
      expect(await sights()).toEqual(before);
    }
    // What she writes while merged is the remaining one's for the team, and hers alone for browsers.
    const { mergeId } = await merge(manager, stranger.id, verified.id);
    const later = await makeTicket(workspace, { customer: stranger.customer });
    expect(later.customerId).toBe(verified.id);
    expect(await seenBy(verified.customer)).toEqual([verified.ticket.chatId]);
    await run(writeToSupport, stranger.customer, { chatId: later.chatId!, id: newId(), body: "And?" });
    await run(separateCustomers, manager, { mergeId });
    expect(await holderOf(workspace, later)).toBe(stranger.id);
    expect(await holderOf(workspace, verified.ticket)).toBe(verified.id);
  });

  test("tells the browsers of whom it fills in nothing of the other one, until they say it themselves", async () => {
    const { manager, person } = await makeDesk();
    const known = await person({ name: "Olga", email: "olga@example.com" });
    const stranger = await person();
    const self = async () => (await read(getCustomerSession, stranger.customer, {})).customer;
    const { mergeId } = await merge(manager, known.id, stranger.id);
    expect(await profile(manager, stranger.id)).toMatchObject({ name: "Olga", email: "olga@example.com" });
    expect(await self()).toMatchObject({ name: null, email: null });
    expect(await run(identifyCustomer, stranger.customer, {})).toEqual({ name: null, email: null });
    const said = { name: "Olga", email: "olga@example.com" };
    expect(await run(identifyCustomer, stranger.customer, said)).toEqual(said);
    expect(await self()).toMatchObject(said);
    await run(separateCustomers, manager, { mergeId });
    expect(await profile(manager, stranger.id)).toMatchObject(said);
  });

  test("keeps mailed links good for the conversation they lead to", async () => {
    const { workspace, manager, person } = await makeDesk();
    const mailed = await person({ email: "mine@example.com" });
    const into = await person({ name: "Ida", email: "ida@example.com" });
    const link = newToken();
    const { inboxId } = mailed.customer.actor;
    await systemDb()
      .insert(customerTokens)
      .values({
        workspaceId: workspace.id,
        id: newId(),
        customerId: mailed.id,
        inboxId,
        kind: "mail_link",
        tokenHash: hashToken(link),
        expiresAt: new Date(Date.now() + 3_600_000),
      });
    await merge(manager, mailed.id, into.id);
    const visitor = makeVisitor(workspace, inboxId);
    expect(await run(redeemMailLink, visitor, { link, token: newToken() })).toEqual({
      chatId: mailed.ticket.chatId,
    });
    // It proves who reads that address, and nothing about the one they are known as.
    expect((await stored(mailed.id)).emailVerifiedAt).not.toBeNull();
    expect((await stored(into.id)).emailVerifiedAt).toBeNull();
  });

  test("done twice is done once, and so is taking it back", async () => {
    const { manager, person } = await makeDesk();
    const [one, other] = [await person(), await person()];
    const first = await merge(manager, one.id, other.id);
    expect(first.merged).toBe(true);
    expect(await merge(manager, one.id, other.id)).toEqual({ mergeId: first.mergeId, merged: false });
    const back = () => run(separateCustomers, manager, { mergeId: first.mergeId });
    expect((await back()).separated).toBe(true);
    expect((await back()).separated).toBe(false);
  });

  test("of two both ways at once one is done, and nobody is lost", async () => {
    const { workspace, manager, person } = await makeDesk();
    for (let round = 0; round < 5; round++) {
      const [one, other] = [await person(), await person()];
      const answers = await Promise.allSettled([
        merge(manager, one.id, other.id),
        merge(manager, other.id, one.id),
      ]);
      const refused = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
      expect(refused).toMatchObject([{ code: "CONFLICT", details: { reason: "customer_merged" } }]);
      const holders = [await holderOf(workspace, one.ticket), await holderOf(workspace, other.ticket)];
      expect(new Set(holders).size).toBe(1);
    }
  });

  test("meets tickets that begin at the same moment", async () => {
    const { workspace, manager, person } = await makeDesk();
    for (let round = 0; round < 5; round++) {
      const [one, into] = [await person(), await person()];
      const [, ticket] = await Promise.all([
        merge(manager, one.id, into.id),
        makeTicket(workspace, { customer: one.customer }),
      ]);
      expect(await holderOf(workspace, ticket)).toBe(into.id);
    }
  });

  test("of a merged one into a third is taken back in any order", async () => {
    const { workspace, manager, person } = await makeDesk();
    const [a, b, c] = [await person(), await person(), await person()];
    const first = await merge(manager, a.id, b.id);
    const second = await merge(manager, b.id, c.id);
    const holders = async () => Promise.all([a, b, c].map(async ({ ticket }) => holderOf(workspace, ticket)));
    expect(await holders()).toEqual([c.id, c.id, c.id]);
    expect((await profile(manager, a.id)).id).toBe(c.id);
    await run(separateCustomers, manager, { mergeId: first.mergeId });
    expect(await holders()).toEqual([a.id, c.id, c.id]);
    await run(separateCustomers, manager, { mergeId: second.mergeId });
    expect(await holders()).toEqual([a.id, b.id, c.id]);
    const third = await merge(manager, a.id, b.id);
    const fourth = await merge(manager, b.id, c.id);
    await run(separateCustomers, manager, { mergeId: fourth.mergeId });
    expect(await holders()).toEqual([b.id, b.id, c.id]);
    await run(separateCustomers, manager, { mergeId: third.mergeId });
    expect(await holders()).toEqual([a.id, b.id, c.id]);
  });

  test("taken back also takes what a later merge handed on", async () => {
    const { manager, person } = await makeDesk();
    const a = await person({ name: "Ada", email: "ada@example.com", attributes: { Plan: "Gold" } });
    const [b, c] = [await person({ attributes: { City: "Riga" } }), await person({ name: "Cleo" })];
    const first = await merge(manager, a.id, b.id);
    await merge(manager, b.id, c.id);
    expect(await profile(manager, c.id)).toMatchObject({ name: "Cleo", email: "ada@example.com" });
    await run(separateCustomers, manager, { mergeId: first.mergeId });
    expect(await stored(b.id)).toMatchObject({ name: null, email: null, attributes: { City: "Riga" } });
    expect(await stored(c.id)).toMatchObject({ name: "Cleo", email: null, attributes: { City: "Riga" } });
  });

  test("into itself, of what is gone, and across workspaces is refused", async () => {
    const [ours, theirs] = [await makeDesk(), await makeDesk()];
    const [one, other, into] = [await ours.person(), await ours.person(), await ours.person()];
    const foreign = await theirs.person();
    await expect(merge(ours.manager, one.id, one.id.toUpperCase())).rejects.toMatchObject({
      details: { fields: [{ field: "intoCustomerId", problem: "same_customer" }] },
    });
    const tell = (from: string, to: string) => merge(ours.manager, from, to).catch((error) => error);
    for (const [from, to] of [
      [one.id, foreign.id],
      [foreign.id, one.id],
    ] as const) {
      const unknown = await tell(from === foreign.id ? newId() : from, to === foreign.id ? newId() : to);
      expect(await tell(from, to)).toEqual(unknown);
      expect(unknown).toMatchObject({ code: "NOT_FOUND" });
    }
    await merge(ours.manager, one.id, into.id);
    expect(await tell(one.id, other.id)).toMatchObject({ details: { reason: "customer_merged" } });
    expect(await tell(other.id, one.id)).toMatchObject({ details: { reason: "customer_merged" } });
    await expect(
      run(updateCustomer, ours.manager, { customerId: one.id, name: "Late" }),
    ).rejects.toMatchObject({ details: { reason: "customer_merged" } });
  });

  test("needs that one meets both; all tickets move, also those that one doesn't see", async () => {
    const { workspace, person } = await makeDesk();
    const team = await makeTeam(workspace);
    const agent = await makeMember(workspace, "agent");
    const [one, other, hidden] = [await person(), await person(), await person()];
    await systemDb().update(tasks).set({ teamId: team.id }).where(eq(tasks.id, hidden.ticket.id));
    await expect(merge(agent, one.id, hidden.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const unseen = await makeTicket(workspace, { customer: one.customer, teamId: team.id });
    await merge(agent, one.id, other.id);
    expect(await holderOf(workspace, unseen)).toBe(other.id);
    expect((await profile(agent, other.id)).tickets.map(({ id }) => id)).not.toContain(unseen.id);
  });

  test("is told to the lists of those who may see the tickets, and to all others without a name", async () => {
    const { workspace, manager, person } = await makeDesk();
    const [one, into] = [await person({ name: "Old" }), await person({ name: "Remaining" })];
    await merge(manager, one.id, into.id);
    const events = await systemDb()
      .select()
      .from(domainEvents)
      .where(and(eq(domainEvents.workspaceId, workspace.id), eq(domainEvents.name, "customer.merged")));
    const told = await publicationsOf(workspace.id, events as never);
    const hints = told.filter(({ name }) => name === "customers.changed");
    expect(hints.map(({ data }) => data)).toEqual(["{}"]);
    const news = told.filter(({ name }) => name === "ticket.changed");
    expect(news.map(({ data }) => JSON.parse(data).requester)).toContainEqual(
      expect.objectContaining({ id: into.id, name: "Remaining" }),
    );
    expect(told.every(({ channel }) => !channel.includes("customerChat"))).toBe(true);
  });
});

test("who may be the same is suggested, the likeliest first, and nobody of another workspace", async () => {
  const { manager, person } = await makeDesk();
  const elsewhere = await makeDesk();
  const given = { name: "Anna Berg", email: "anna@example.com" };
  const own = await person({ ...given, attributes: { Phone: "+49 170 1234567" } });
  const byName = await person({ name: "anna berg" });
  const byMail = await person({ email: "anna@example.com" });
  const byPhone = await person({ name: "A. Berg", attributes: { Tel: "+49 170 1234567" } });
  await person({ name: "Anna Bergmann", email: "other@example.com", attributes: { Order: "1234567" } });
  await elsewhere.person(given);
  const found = await read(listDuplicates, manager, { customerId: own.id });
  expect(found.map(({ id, same }) => [id, same])).toEqual([
    [byMail.id, ["email"]],
    [byPhone.id, ["phone"]],
    [byName.id, ["name"]],
  ]);
});

test("chats stay with the customer whose they are", async () => {
  const { manager, person } = await makeDesk();
  const [one, into] = [await person(), await person()];
  await merge(manager, one.id, into.id);
  const [chat] = await systemDb().select().from(chats).where(eq(chats.id, one.ticket.chatId!));
  expect(chat!.customerId).toBe(one.id);
});
