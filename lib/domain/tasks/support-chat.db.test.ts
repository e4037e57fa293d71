import { and, asc, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { messages, tasks, type ticketStatuses } from "@/db/schema";
import { makeGroup, say } from "@/db/testing/chats";
import { asMember, makeMember, useTestDatabase } from "@/db/testing/factories";
import { makeTicket, ticketById } from "@/db/testing/tickets";
import { makeWorld, type World } from "@/db/testing/world";
import { run } from "@/lib/core/command";
import { publicError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { deleteMessage } from "@/lib/domain/chats/commands/delete-message";
import { sendToChat } from "@/lib/domain/chats/commands/send-to-chat";
import { getCustomerSession, listOwnRequests } from "@/lib/domain/customers/queries/get-customer-session";
import { searchChats } from "@/lib/domain/search/queries/search-chats";
import { searchMessages } from "@/lib/domain/search/queries/search-messages";
import { assignTask } from "./commands/assign-task";
import { changeTaskStatus } from "./commands/change-task-status";
import { markTicketRead } from "./commands/mark-read";
import { replyToTicket } from "./commands/reply-to-ticket";
import { setTaskPriority } from "./commands/set-task-priority";
import { snoozeTicket } from "./commands/snooze-ticket";
import { startSupportChat } from "./commands/start-support-chat";
import { writeToSupport } from "./commands/write-to-support";
import { isUnread } from "./inbox-state";
import { getOwnThread, getTicketThread } from "./queries/get-thread";
import { listTickets } from "./queries/list-tickets";
import { nextStatuses } from "./ticket-status";

useTestDatabase();
type Status = (typeof ticketStatuses)[number];
let world: World;
let ticket: Awaited<ReturnType<typeof makeTicket>>;
beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(async () => {
  ticket = await makeTicket(world.workspace, { teamId: world.team.id });
});

const now = () => ticketById(world.workspace, ticket.id);
const reply = (body = "Hello!", kind: "message" | "note" = "message", id = newId(), by = world.agent) =>
  run(replyToTicket, by, { chatId: ticket.chatId!, id, kind, body });
const write = (body = "Hello?", id = newId()) =>
  run(writeToSupport, ticket.customer, { chatId: ticket.chatId!, id, body });
const refusal = (work: Promise<unknown>) => work.then(() => "done", publicError);
const entries = (chatId = ticket.chatId!) =>
  systemDb()
    .select()
    .from(messages)
    .where(and(eq(messages.workspaceId, world.workspace.id), eq(messages.chatId, chatId)))
    .orderBy(asc(messages.seq));
const setStatus = (status: Status) => {
  const at = new Date();
  const times = {
    resolvedAt: ["resolved", "closed"].includes(status) ? at : null,
    closedAt: status === "closed" ? at : null,
  };
  return systemDb()
    .update(tasks)
    .set({ status, ...times })
    .where(eq(tasks.id, ticket.id));
};
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("entries", () => {
  test("of twenty who write at once are numbered without gaps, for members and for customers", async () => {
    await Promise.all(
      upTo(20).map((n) => (n % 4 === 0 ? write() : reply(`${n}`, n % 2 === 0 ? "note" : "message"))),
    );
    const stored = await entries();
    expect(stored.map(({ seq }) => seq)).toEqual(upTo(stored.length));
    const shown = stored.filter(({ publicSeq }) => publicSeq !== null);
    expect(shown.map(({ publicSeq }) => publicSeq)).toEqual(upTo(shown.length));
    expect(stored.filter(({ kind }) => kind === "note").map(({ publicSeq }) => publicSeq)).toEqual(
      Array(5).fill(null),
    );
    const seen = await read(getOwnThread, ticket.customer, { chatId: ticket.chatId! });
    expect(seen.entries.map(({ seq }) => seq)).toEqual(upTo(shown.length));
    expect(JSON.stringify(seen)).not.toContain("note");
  });

  test.each(["member", "customer"])(
    "of a %s sent ten times at once are stored once and answered alike",
    async (who) => {
      const id = newId();
      const answers = await Promise.all(
        upTo(10).map(() => (who === "member" ? reply("Once", "message", id) : write("Once", id))),
      );
      expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
      expect(answers.map(({ chatId, entry }) => ({ chatId, entry }))).toEqual(
        Array(10).fill({ chatId: ticket.chatId, entry: answers[0]!.entry }),
      );
      expect((await entries()).filter((entry) => entry.id === id)).toHaveLength(1);
    },
  );

  test("can't be sent under somebody else's id", async () => {
    const theirs = newId();
    await write("Mine", theirs);
    const [ours, note] = [newId(), newId()];
    await reply("Ours", "message", ours);
    await reply("Note", "note", note);
    const taken = { code: "CONFLICT", reason: "id_in_use" };
    expect(await refusal(reply("Taken over", "message", theirs))).toMatchObject(taken);
    expect(await refusal(reply("Taken over", "message", ours, world.colleague))).toMatchObject(taken);
    expect(await refusal(write("Taken over", ours))).toMatchObject(taken);
    expect(await refusal(write("Taken over", note))).toMatchObject(taken);
    expect((await entries()).map(({ body }) => body)).not.toContain("Taken over");
  });

  test("of one's own are answered again only through the chat they are in", async () => {
    const taken = { code: "CONFLICT", reason: "id_in_use" };
    const { user, workspace } = world;
    const own = await makeTicket(workspace, { member: user, teamId: world.team.id });
    const other = await makeTicket(workspace, { member: user, teamId: world.team.id });
    const groupId = await makeGroup([world.agent, user]);
    const id = newId();
    const asked = { id, body: "Any news?" };
    await run(writeToSupport, user, { chatId: own.chatId!, ...asked });
    expect(await refusal(run(sendToChat, user, { chatId: groupId, ...asked }))).toMatchObject(taken);
    expect(await refusal(run(writeToSupport, user, { chatId: other.chatId!, ...asked }))).toMatchObject(
      taken,
    );
    const said = await say(world.agent, groupId);
    expect(await refusal(reply("Hello", "message", said))).toMatchObject(taken);
    const asUser = asMember(workspace, world.agent.user, "user");
    for (const message of [{ id: said, body: "Hello" }, await answered()]) {
      const start = run(startSupportChat, asUser, { chatId: newId(), message });
      expect(await refusal(start)).toMatchObject(taken);
    }
  });

  const answered = async () => {
    const id = newId();
    await reply("Hello", "message", id);
    return { id, body: "Hello" };
  };

  test("that went to a follow-up are answered from there when they come again", async () => {
    await setStatus("closed");
    const id = newId();
    const first = await write("Once more", id);
    expect(first.chatId).not.toBe(ticket.chatId);
    const again = await write("Once more", id);
    expect(again).toEqual({ ...first, isNew: false });
    const there = run(writeToSupport, ticket.customer, { chatId: first.chatId, id, body: "Once more" });
    expect(await there).toEqual(again);
  });
});

describe("a customer's message", () => {
  test.each(["pending", "on_hold", "resolved"] as const)(
    "opens a ticket that was %s, and wakes it",
    async (status) => {
      await setStatus(status);
      await systemDb()
        .update(tasks)
        .set({ snoozedUntil: new Date(Date.now() + 3_600_000), waitingSince: null })
        .where(eq(tasks.id, ticket.id));
      const { chatId } = await write();
      expect(chatId).toBe(ticket.chatId);
      expect(await now()).toMatchObject({
        status: "open",
        snoozedUntil: null,
        resolvedAt: null,
        waitingSince: expect.any(Date),
      });
      const line = (await entries()).at(-1)!;
      expect(line.event).toMatchObject({ name: status === "resolved" ? "reopened" : "status_changed" });
      expect(line.publicSeq !== null).toBe(status === "resolved");
    },
  );

  test("to a closed ticket starts one follow-up, however many come at once", async () => {
    await setStatus("closed");
    const answers = await Promise.all(upTo(4).map((n) => write(`Still broken ${n}`)));
    const [chatId] = new Set(answers.map((answer) => answer.chatId));
    expect(new Set(answers.map((answer) => answer.chatId))).toEqual(new Set([chatId]));
    expect(chatId).not.toBe(ticket.chatId);
    const followUps = await systemDb().select().from(tasks).where(eq(tasks.followsTaskId, ticket.id));
    expect(followUps).toMatchObject([
      { chatId, status: "new", teamId: world.team.id, customerId: ticket.customerId },
    ]);
    expect((await entries(chatId)).filter(({ kind }) => kind === "message")).toHaveLength(4);
    expect(await now()).toMatchObject({ status: "closed" });
    const lines = (await entries()).filter(
      ({ event }) => (event as { name?: string } | null)?.name === "followed_up",
    );
    expect(lines).toHaveLength(1);
  });
});

describe("a new ticket", () => {
  test("opens with a member's reply, which ends the wait", async () => {
    await reply();
    expect(await now()).toMatchObject({
      status: "open",
      waitingSince: null,
      firstRepliedAt: expect.any(Date),
    });
  });

  test("opens when somebody is given it", async () => {
    await run(assignTask, world.agent, { taskId: ticket.id, assigneeUserId: world.colleague.user.id });
    expect(await now()).toMatchObject({ status: "open", assigneeUserId: world.colleague.user.id });
  });

  test("stays new with a note and with another team, and the customer goes on waiting", async () => {
    await reply("Who knows this?", "note");
    await run(assignTask, world.manager, { taskId: ticket.id, teamId: world.otherTeam.id });
    expect(await now()).toMatchObject({
      status: "new",
      waitingSince: expect.any(Date),
      firstRepliedAt: null,
    });
  });
});

describe("a member who asks for support", () => {
  test("sees what a customer sees, in the customer's numbers", async () => {
    const { user } = world;
    ticket = {
      ...(await makeTicket(world.workspace, { member: user, teamId: world.team.id })),
      customer: ticket.customer,
    };
    await reply("Internal", "note");
    await reply("For you");
    const thread = await read(getOwnThread, user, { chatId: ticket.chatId! });
    expect(thread.audience).toBe("customers");
    expect(thread.entries.map(({ kind, body, seq }) => [kind, body, seq])).toEqual([
      ["message", "Hello, where is my order?", 1],
      ["event", "", 2],
      ["message", "For you", 3],
    ]);
    expect(JSON.stringify(thread)).not.toContain(world.agent.user.id);
    const [request] = await read(listOwnRequests, user, {});
    expect(request).toMatchObject({
      id: ticket.chatId,
      lastMessage: { text: "For you", by: "member" },
      unread: 1,
    });
  });

  test("and later may handle the ticket, sees all of it", async () => {
    const person = await makeMember(world.workspace, "user");
    const asked = await makeTicket(world.workspace, { member: person });
    const promoted = asMember(world.workspace, person.user, "manager");
    const thread = await read(getTicketThread, promoted, { chatId: asked.chatId! });
    expect(thread.audience).toBe("members");
    expect(thread.entries.map(({ event }) => event?.name)).toContain("ticket_opened");
  });
});

describe("two at once", () => {
  const take = (by: World["agent"]) =>
    run(assignTask, by, { taskId: ticket.id, assigneeUserId: by.user.id, from: null });

  test.each(["of a team's queue", "of everybody's queue"])(
    "who take the same ticket out %s: one gets it, the other hears who",
    async (from) => {
      if (from === "of everybody's queue")
        await systemDb().update(tasks).set({ teamId: null }).where(eq(tasks.id, ticket.id));
      const [first, second] = await Promise.all([take(world.agent), take(world.colleague)].map(refusal));
      const { assigneeUserId } = await now();
      const winner = [world.agent, world.colleague].find(({ user }) => user.id === assigneeUserId)!;
      const [lost] = [first, second].filter((answer) => answer !== "done");
      expect([first, second]).toContain("done");
      expect(lost).toMatchObject({
        code: "CONFLICT",
        reason: "changed_by_other",
        values: { by: winner.user.name },
      });
    },
  );

  test("and who never saw a ticket learns nothing of it by trying to take it", async () => {
    await run(assignTask, world.manager, { taskId: ticket.id, assigneeUserId: world.colleague.user.id });
    const unknown = await refusal(
      run(assignTask, world.outsider, { taskId: newId(), assigneeUserId: null, from: null }),
    );
    expect(unknown).toEqual({ code: "NOT_FOUND" });
    expect(await refusal(take(world.outsider))).toEqual(unknown);
  });

  test("who set the same field: the second is told of the first", async () => {
    const set = (priority: "high" | "low", by: World["agent"]) =>
      refusal(run(setTaskPriority, by, { taskId: ticket.id, priority, from: "normal" }));
    expect(await set("high", world.agent)).toBe("done");
    expect(await set("low", world.colleague)).toMatchObject({
      code: "CONFLICT",
      reason: "changed_by_other",
      values: { by: world.agent.user.name, ticket: { id: ticket.id, priority: "high" } },
    });
  });
});

test("a status that can't follow is refused, naming those that can", async () => {
  for (const from of ["new", "resolved", "closed"] as const) {
    await setStatus(from);
    for (const to of ["new", "open", "pending", "on_hold", "resolved", "closed"] as const) {
      if (to === from || nextStatuses(from).includes(to)) continue;
      const answer = await refusal(run(changeTaskStatus, world.agent, { taskId: ticket.id, status: to }));
      expect(answer).toEqual({
        code: "CONFLICT",
        reason: "status_not_allowed",
        values: { type: "ticket", from, to, allowed: nextStatuses(from) },
      });
    }
    expect(await now()).toMatchObject({ status: from });
  }
});

test("a ticket is put off until a time to come, within a year, while it is worked on", async () => {
  const snooze = (until: string) => refusal(run(snoozeTicket, world.agent, { ticketId: ticket.id, until }));
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const problem = (name: string) => ({ code: "INVALID", fields: [{ field: "until", problem: name }] });
  expect(await snooze(inDays(-0.001))).toMatchObject(problem("in_the_past"));
  expect(await snooze(inDays(400))).toMatchObject(problem("too_far"));
  expect(await snooze("tomorrow")).toMatchObject({ code: "INVALID", fields: [{ field: "until" }] });
  expect(await snooze(inDays(1))).toBe("done");
  await setStatus("resolved");
  expect(await snooze(inDays(2))).toMatchObject({ code: "CONFLICT", reason: "snooze_needs_open" });
});

describe("lists", () => {
  test("take only cursors of their own view and shape", async () => {
    const place = { at: "2026-01-01 00:00:00+00", id: newId() };
    const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const list = (view: "mine" | "all", given: string) =>
      refusal(read(listTickets, world.agent, { view, cursor: given }));
    const wrong = { code: "INVALID", fields: [{ field: "cursor", problem: "invalid" }] };
    expect(await list("all", cursor({ view: "all", ...place }))).toBe("done");
    expect(await list("mine", cursor({ view: "all", ...place }))).toMatchObject(wrong);
    const broken = [
      "x",
      cursor(null),
      cursor({ view: "all" }),
      cursor({ view: "all", ...place, at: "now()" }),
      cursor({ view: "all", ...place, id: "1' or '1" }),
    ];
    for (const given of broken) expect(await list("all", given)).toMatchObject(wrong);
  });

  test("search what was said, notes too, in tickets that one may see and no others", async () => {
    await reply("The xylophone is out of stock", "note");
    const found = async (by: World["agent"], q: string) =>
      (await read(listTickets, by, { q })).items.map(({ id }) => id);
    for (const q of ["xylophone", `#${ticket.number}`, ticket.customer.customer.name!]) {
      expect(await found(world.agent, q)).toContain(ticket.id);
      expect(await found(world.admin, q)).toContain(ticket.id);
      expect(await found(world.outsider, q)).not.toContain(ticket.id);
      expect(await found(world.loner, q)).not.toContain(ticket.id);
    }
  });

  test("know the last message that somebody must read: no line of what happened, nothing deleted", async () => {
    const row = async (by = world.agent) =>
      (await read(listTickets, by, { q: `#${ticket.number}` })).items.find(({ id }) => id === ticket.id)!;
    const unread = async (by?: World["agent"]) => isUnread(await row(by));
    expect(await unread()).toBe(true);
    const { messageSeq } = await row();
    await run(markTicketRead, world.agent, {
      chatId: ticket.chatId!,
      read: messageSeq,
      delivered: messageSeq,
    });
    await run(setTaskPriority, world.agent, { taskId: ticket.id, priority: "high", from: "normal" });
    expect((await row()).seq).toBeGreaterThan(messageSeq);
    expect(await unread()).toBe(false);

    const id = newId();
    await reply("Anybody?", "note", id);
    expect([await unread(), await unread(world.colleague)]).toEqual([false, true]);
    await run(markTicketRead, world.colleague, {
      chatId: ticket.chatId!,
      read: messageSeq,
      delivered: messageSeq,
    });
    expect(await unread(world.colleague)).toBe(true);
    await run(deleteMessage, world.agent, { chatId: ticket.chatId!, messageId: id });
    expect(await unread(world.colleague)).toBe(false);
  });

  test("show members the last line, and customers the last that they may read", async () => {
    await reply("We will see");
    await reply("The customer is difficult", "note");
    const [row] = (await read(listTickets, world.agent, { q: `#${ticket.number}` })).items;
    expect(row!.lastMessage).toMatchObject({ text: "The customer is difficult", by: "note" });
    const session = await read(getCustomerSession, ticket.customer, {});
    expect(session.chats).toMatchObject([{ lastMessage: { text: "We will see", by: "member" } }]);
    expect(JSON.stringify(session)).not.toContain("difficult");
  });
});

describe("when a note is written", () => {
  test("shows in nothing that whoever asked gets to see", async () => {
    const { workspace, user } = world;
    const asked = { member: user, teamId: world.team.id, words: "Zebra crossing" };
    const [first, second] = [await makeTicket(workspace, asked), await makeTicket(workspace, asked)];
    const both = [first.chatId, second.chatId];
    const seen = async () => ({
      own: (await read(listOwnRequests, user, {})).filter(({ id }) => both.includes(id)),
      found: await read(searchChats, user, { q: "Zebra" }),
      messages: await read(searchMessages, user, { q: "Zebra" }),
    });
    const before = await seen();
    expect(before.own.map(({ id }) => id)).toEqual([second.chatId, first.chatId]);
    expect(before.found.map(({ id }) => id)).toEqual([second.chatId, first.chatId]);
    expect(before.messages.items).toHaveLength(2);
    await run(replyToTicket, world.agent, { chatId: first.chatId!, id: newId(), kind: "note", body: "Psst" });
    expect(await seen()).toEqual(before);
    await run(replyToTicket, world.agent, { chatId: first.chatId!, id: newId(), body: "Hello" });
    const after = await seen();
    expect(after.own.map(({ id }) => id)).toEqual([first.chatId, second.chatId]);
    expect(after.found.map(({ id }) => id)).toEqual([first.chatId, second.chatId]);
    expect(after.found[0]?.lastAt).toBe(after.own[0]?.lastMessage?.at);
    // Who handles it is shown what moved for them.
    const [hit] = await read(searchChats, world.manager, { q: `#${second.number}` });
    expect(hit).toMatchObject({ own: false, lastAt: after.found[1]?.lastAt });
  });
});
