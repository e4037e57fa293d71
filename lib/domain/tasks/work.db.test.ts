import { and, asc, eq, inArray } from "drizzle-orm";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { domainEvents, notifications, participants, taskLinks, tasks } from "@/db/schema";
import { makeDirectChat } from "@/db/testing/chats";
import { makeMember, makeWorkspace, type TestMember, useTestDatabase } from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { linesOf, makeGroup, makeWork } from "@/db/testing/work";
import { makeWorld, type World } from "@/db/testing/world";
import { run } from "@/lib/core/command";
import { onCommitted } from "@/lib/core/committed";
import { publicError } from "@/lib/core/errors";
import type { StoredEvent } from "@/lib/core/events";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { removeParticipant } from "@/lib/domain/chats/commands/remove-participant";
import { getChatThread } from "@/lib/domain/chats/queries/get-thread";
import { removeMember } from "@/lib/domain/workspaces/commands/remove-member";
import { publicationsOf } from "@/lib/outbox/dispatch";
import { channelName } from "@/lib/realtime/channel-names";
import { assignTask } from "./commands/assign-task";
import { changeTaskStatus } from "./commands/change-task-status";
import { linkTasks, unlinkTasks } from "./commands/link-tasks";
import { renameTask } from "./commands/rename-task";
import { replyToTicket } from "./commands/reply-to-ticket";
import { setDueDate } from "./commands/set-due-date";
import { setSeverity } from "./commands/set-severity";
import { setTaskPriority } from "./commands/set-task-priority";
import { getTask, listLinks, listTaskRefs } from "./queries/get-task";
import { listWorkHolders } from "./queries/list-assignees";

useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterEach(() => onCommitted(undefined));

const refusal = (work: Promise<unknown>) => work.then(() => "done", publicError);
const codeOf = async (work: Promise<unknown>) => {
  const answer = await refusal(work);
  return typeof answer === "string" ? answer : answer.code;
};
const stored = async (id: string) => (await systemDb().select().from(tasks).where(eq(tasks.id, id)))[0]!;
const takingPart = async (chatId: string) =>
  (await systemDb().select().from(participants).where(eq(participants.chatId, chatId))).map(
    (row) => row.userId,
  );
const namesOf = async (chatId: string) => (await linesOf(chatId)).map(({ name }) => name);
const told = async (work: Promise<unknown>) => {
  const events: StoredEvent[] = [];
  onCommitted((some) => events.push(...some));
  await work;
  onCommitted(undefined);
  return (await publicationsOf(world.workspace.id, events)).map(({ channel, name, data }) => ({
    channel,
    name,
    data: JSON.parse(data),
  }));
};
const here = () => ({ workspaceId: world.workspace.id, epoch: 1 });
const chatChannel = (id: string) => channelName.chat(here(), { id, membersEpoch: 1 });
const userChannel = (who: TestMember) => channelName.user(here(), who.user.id);

describe("new work", () => {
  test("has a number of the workspace's one counter, whatever its type, however many are made at once", async () => {
    const made = await Promise.all([
      ...Array.from({ length: 6 }, () => makeWork(world.agent)),
      ...Array.from({ length: 4 }, () => makeTicket(world.workspace)),
    ]);
    const numbers = made.map(({ number }) => number).sort((a, b) => a - b);
    expect(new Set(numbers).size).toBe(10);
    expect(numbers.at(-1)! - numbers[0]!).toBe(9);
  });

  test("is made once, however often it is asked for; nobody takes its id over", async () => {
    const taskId = newId();
    const [first, ...others] = await Promise.all(
      Array.from({ length: 4 }, () => makeWork(world.agent, { taskId })),
    );
    expect(others.map(({ number }) => number)).toEqual(Array(3).fill(first!.number));
    expect(await refusal(makeWork(world.colleague, { taskId }))).toMatchObject({ reason: "task_id_in_use" });
  });

  test("that its maker may see no longer is not shown to them for asking again", async () => {
    const chatId = await makeGroup([world.agent, world.user]);
    const asked = { taskId: newId(), chatId };
    const made = await makeWork(world.user, asked);
    expect(await makeWork(world.user, asked)).toMatchObject({ id: made.id });
    await run(removeParticipant, world.agent, { chatId, userId: world.user.user.id });
    for (const chat of [chatId, null])
      expect(await refusal(makeWork(world.user, { ...asked, chatId: chat }))).toMatchObject({
        code: "NOT_FOUND",
      });
  });

  test("has a chat of its own, with who made it and who holds it, and says so", async () => {
    const { user } = world.colleague;
    const work = await makeWork(world.agent, {
      assigneeUserId: user.id,
      dueOn: "2030-01-31",
      priority: "high",
    });
    expect(work).toMatchObject({
      type: "bug",
      status: "backlog",
      priority: "high",
      dueOn: "2030-01-31",
      assignee: { id: user.id },
      createdBy: { id: world.agent.user.id },
      isPrivate: false,
      source: "member",
    });
    const taking = await systemDb().select().from(participants).where(eq(participants.chatId, work.chatId));
    expect(taking.map(({ userId, chatRole }) => [userId, chatRole])).toEqual([
      [world.agent.user.id, "owner"],
      [user.id, "member"],
    ]);
    expect(await namesOf(work.chatId)).toEqual(["task_created", "assigned"]);
    const notices = await systemDb().select().from(notifications).where(eq(notifications.taskId, work.id));
    expect(notices.map(({ userId, kind }) => [userId, kind])).toEqual([[user.id, "assigned"]]);
  });

  test("of a group makes that chat its own; the next one is linked with it", async () => {
    const chatId = await makeGroup([world.user, world.agent]);
    const [a, b] = await Promise.all([
      makeWork(world.user, { chatId, type: "task" }),
      makeWork(world.agent, { chatId, type: "task" }),
    ]);
    const [own, other] = a!.chatId === chatId ? [a!, b!] : [b!, a!];
    expect(own).toMatchObject({ chatId, isPrivate: true });
    expect(other.chatId).not.toBe(chatId);
    const { links } = await read(listLinks, world.agent, { taskId: own.id });
    expect(links).toMatchObject([{ id: other.id, kind: "relates_to", inverse: false }]);
  });

  test.each([
    ["group", () => makeGroup([world.agent, world.user, world.outsider])],
    ["direct", () => makeDirectChat(world.agent, world.user)],
  ])("of a %s chat that is a task's already is private to those who take part there", async (_, chat) => {
    const chatId = await chat();
    await makeWork(world.agent, { chatId });
    const inside = await takingPart(chatId);
    const next = await makeWork(world.user, { chatId, assigneeUserId: world.agent.user.id });
    expect(next).toMatchObject({ isPrivate: true, assignee: { id: world.agent.user.id } });
    expect((await takingPart(next.chatId)).sort()).toEqual(inside.sort());
    for (const who of [world.admin, world.colleague]) {
      expect(await codeOf(read(getTask, who, { number: next.number }))).toBe("NOT_FOUND");
      expect(await codeOf(read(getChatThread, who, { chatId: next.chatId }))).toBe("NOT_FOUND");
    }
    expect(await codeOf(read(getChatThread, world.agent, { chatId: next.chatId }))).toBe("done");
    const outside = { chatId, assigneeUserId: world.colleague.user.id };
    expect(await refusal(makeWork(world.user, outside))).toMatchObject({
      fields: [{ field: "assigneeUserId", problem: "not_in_private_chat" }],
    });
    expect(await refusal(makeWork(world.user, { chatId, teamId: world.team.id }))).toMatchObject({
      fields: [{ field: "teamId", problem: "team_in_private_chat" }],
    });
    // Work of that work as well.
    expect(await makeWork(world.agent, { chatId: next.chatId })).toMatchObject({ isPrivate: true });
  });

  test("of a chat whose other one has left the workspace is not made for them", async () => {
    const workspace = await makeWorkspace();
    const [admin, gone] = [await makeMember(workspace, "admin"), await makeMember(workspace, "agent")];
    const chatId = await makeDirectChat(admin, gone);
    await makeWork(admin, { chatId });
    await run(removeMember, admin, { userId: gone.user.id });
    const next = await makeWork(admin, { chatId });
    expect(await takingPart(next.chatId)).toEqual([admin.user.id]);
  });

  test("of a ticket is linked with it, and the ticket's chat says so, not to customers", async () => {
    const ticket = await makeTicket(world.workspace, { teamId: world.team.id });
    const bug = await makeWork(world.agent, { chatId: ticket.chatId });
    expect(bug.chatId).not.toBe(ticket.chatId);
    expect((await read(listLinks, world.agent, { taskId: bug.id })).links).toMatchObject([
      { id: ticket.id, type: "ticket", inverse: true },
    ]);
    const line = (await linesOf(ticket.chatId!)).at(-1);
    expect(line).toMatchObject({ name: "task_created", made: { type: "bug", number: bug.number } });
    expect((await linesOf(bug.chatId)).at(-1)).toMatchObject({
      name: "linked",
      other: { type: "ticket", number: ticket.number },
    });
    expect(await codeOf(makeWork(world.user, { chatId: ticket.chatId }))).toBe("NOT_FOUND");
    expect(await codeOf(makeWork(world.user, { chatId: world.requested.chatId }))).toBe("FORBIDDEN");
  });

  test("only bugs are severe", async () => {
    const field = { fields: [{ field: "severity", problem: "only_bugs" }] };
    expect(await refusal(makeWork(world.agent, { type: "task", severity: "major" }))).toMatchObject(field);
    const epic = await makeWork(world.agent, { type: "epic" });
    expect(epic.status).toBe("open");
    const answer = await refusal(run(setSeverity, world.agent, { taskId: epic.id, severity: "major" }));
    expect(answer).toMatchObject({ code: "CONFLICT", reason: "severity_needs_bug" });
  });
});

describe("who sees and changes work", () => {
  const sees = (who: TestMember, number: number) => codeOf(read(getTask, who, { number }));
  const changes = (who: TestMember, taskId: string) =>
    codeOf(run(renameTask, who, { taskId, title: `By ${who.actor.role} ${newId()}` }));

  test("of an open chat: handlers see it; makers, holders and managers change it", async () => {
    const bystander = await makeMember(world.workspace, "user");
    const { number, id } = await makeWork(world.user, { assigneeUserId: world.outsider.user.id });
    const everybody = [world.admin, world.manager, world.agent, world.outsider, world.user, bystander];
    expect(await Promise.all(everybody.map((who) => sees(who, number)))).toEqual([
      ...Array(5).fill("done"),
      "NOT_FOUND",
    ]);
    const answers: string[] = [];
    for (const who of everybody) answers.push(await changes(who, id));
    expect(answers).toEqual(["done", "done", "FORBIDDEN", "done", "done", "NOT_FOUND"]);
  });

  test("of a private chat: only who takes part in it, not even admins", async () => {
    const chatId = await makeGroup([world.user, world.outsider]);
    const { number, id } = await makeWork(world.user, { chatId });
    for (const who of [world.admin, world.manager, world.agent]) {
      expect([await sees(who, number), await changes(who, id)]).toEqual(["NOT_FOUND", "NOT_FOUND"]);
    }
    expect(await sees(world.outsider, number)).toBe("done");
    expect(await changes(world.outsider, id)).toBe("FORBIDDEN");
    const give = (holder: object) => refusal(run(assignTask, world.user, { taskId: id, ...holder }));
    expect(await give({ assigneeUserId: world.agent.user.id })).toMatchObject({
      fields: [{ field: "assigneeUserId", problem: "not_in_private_chat" }],
    });
    expect(await give({ teamId: world.team.id })).toMatchObject({
      fields: [{ field: "teamId", problem: "team_in_private_chat" }],
    });
    expect(await give({ assigneeUserId: world.outsider.user.id })).toBe("done");
    expect(await changes(world.outsider, id)).toBe("done");
  });

  test("what is linked shows to whom it shows itself", async () => {
    const chatId = await makeGroup([world.agent, world.user]);
    const secret = await makeWork(world.agent, { chatId });
    const open = await makeWork(world.agent);
    await run(linkTasks, world.agent, { taskId: open.id, otherTaskId: secret.id, kind: "blocks" });
    const links = async (who: TestMember) => (await read(listLinks, who, { taskId: open.id })).links;
    expect(await links(world.agent)).toMatchObject([{ id: secret.id, kind: "blocks", inverse: false }]);
    expect(await links(world.manager)).toEqual([]);
    const answer = await codeOf(
      run(linkTasks, world.manager, { taskId: open.id, otherTaskId: secret.id, kind: "duplicates" }),
    );
    expect(answer).toBe("NOT_FOUND");
  });

  test("who is given work takes part in its chat and keeps sight of it; users hold no tickets", async () => {
    const work = await makeWork(world.agent);
    expect(await sees(world.user, work.number)).toBe("NOT_FOUND");
    await run(assignTask, world.agent, { taskId: work.id, assigneeUserId: world.user.user.id });
    expect(await sees(world.user, work.number)).toBe("done");
    await run(assignTask, world.agent, { taskId: work.id, assigneeUserId: null });
    expect(await sees(world.user, work.number)).toBe("done");
    const ticket = await makeTicket(world.workspace, { teamId: world.team.id });
    const given = run(assignTask, world.agent, { taskId: ticket.id, assigneeUserId: world.user.user.id });
    expect(await refusal(given)).toMatchObject({ fields: [{ problem: "unknown_assignee" }] });
  });
});

describe("a task by its number", () => {
  test("says who may change it and who holds what it is linked with; of a ticket only that it is one", async () => {
    const ticket = await makeTicket(world.workspace, { assigneeUserId: world.colleague.user.id });
    const bug = await makeWork(world.colleague, { chatId: ticket.chatId });
    const found = async (who: TestMember) => (await read(getTask, who, { number: bug.number })).work;
    expect(await found(world.colleague)).toMatchObject({
      mayChange: true,
      membersEpoch: 1,
      links: [{ id: ticket.id, assignee: { id: world.colleague.user.id }, mayChange: true }],
    });
    // Not a word of a ticket that they don't see.
    expect(await found(world.outsider)).toMatchObject({ mayChange: false, links: [] });
    const asTicket = await read(getTask, world.colleague, { number: ticket.number });
    expect(asTicket).toEqual({ ticket: ticket.number, work: null });
    expect(await codeOf(read(getTask, world.outsider, { number: ticket.number }))).toBe("NOT_FOUND");
  });

  test("is named to those who see it, and passed over in silence for all others", async () => {
    const secret = await makeWork(world.user, { chatId: await makeGroup([world.user, world.outsider]) });
    const open = await makeWork(world.user, { assigneeUserId: world.user.user.id });
    const stranger = (await makeWorld()).agent;
    const numbers = [open.number, secret.number, 2_000_000_000];
    const named = async (who: TestMember) =>
      (await read(listTaskRefs, who, { numbers })).tasks.map(({ id }) => id);
    expect(await named(world.user)).toEqual([secret.id, open.id]);
    expect(await named(world.manager)).toEqual([open.id]);
    expect((await read(listTaskRefs, stranger, { numbers })).tasks.map(({ id }) => id)).not.toContain(
      open.id,
    );
    expect(await codeOf(read(listTaskRefs, world.user, { numbers: Array(51).fill(1) }))).toBe("INVALID");
  });
});

describe("who may hold work", () => {
  const names = async (who: TestMember, about: { taskId?: string; chatId?: string }) => {
    const { members, teams } = await read(listWorkHolders, who, about);
    return { members: members.map(({ id }) => id), teams: teams.length };
  };

  test("everybody, users too, and teams", async () => {
    const { id: taskId } = await makeWork(world.agent);
    const { members, teams } = await names(world.agent, { taskId });
    expect(members).toEqual(expect.arrayContaining([world.user.user.id, world.admin.user.id]));
    expect(teams).toBeGreaterThan(0);
  });

  test("of a private chat only who takes part, before and after it is a task", async () => {
    const chatId = await makeGroup([world.agent, world.user]);
    const both = [world.agent.user.id, world.user.user.id].sort();
    const before = await names(world.agent, { chatId });
    const { id: taskId } = await makeWork(world.agent, { chatId });
    const after = await names(world.user, { taskId });
    const ofTheNext = await names(world.agent, { chatId });
    for (const { members, teams } of [before, after, ofTheNext])
      expect({ members: members.sort(), teams }).toEqual({ members: both, teams: 0 });
    expect(await codeOf(names(world.manager, { chatId }))).toBe("NOT_FOUND");
    expect(await codeOf(names(world.manager, { taskId }))).toBe("NOT_FOUND");
  });
});

test("work that comes from a message leads back to it, and only to one of that chat", async () => {
  const ticket = await makeTicket(world.workspace, { teamId: world.team.id });
  const other = await makeTicket(world.workspace, { teamId: world.team.id });
  const [said, elsewhere] = [newId(), newId()];
  await run(replyToTicket, world.agent, { chatId: ticket.chatId!, id: said, body: "The door jams" });
  await run(replyToTicket, world.agent, { chatId: other.chatId!, id: elsewhere, body: "Another" });
  const bug = await makeWork(world.agent, { chatId: ticket.chatId, messageId: said });
  expect((await linesOf(bug.chatId))[0]).toMatchObject({
    name: "task_created",
    from: { chatId: ticket.chatId, messageId: said },
  });
  for (const messageId of [elsewhere, newId()]) {
    expect(await refusal(makeWork(world.agent, { chatId: ticket.chatId, messageId }))).toMatchObject({
      fields: [{ field: "messageId", problem: "unknown_origin" }],
    });
  }
  expect(await codeOf(makeWork(world.agent, { messageId: said }))).toBe("INVALID");
});

describe("a change", () => {
  test("follows the machine of the type; a refusal names what is allowed", async () => {
    const { id: taskId } = await makeWork(world.agent);
    expect(await refusal(run(changeTaskStatus, world.agent, { taskId, status: "done" }))).toMatchObject({
      code: "CONFLICT",
      reason: "status_not_allowed",
      values: { from: "backlog", allowed: ["todo", "cancelled"] },
    });
    expect(await refusal(run(changeTaskStatus, world.agent, { taskId, status: "pending" }))).toMatchObject({
      reason: "status_not_allowed",
    });
    for (const status of ["todo", "in_progress", "in_review", "done"] as const) {
      await run(changeTaskStatus, world.agent, { taskId, status });
    }
    expect(await stored(taskId)).toMatchObject({ status: "done", resolvedAt: expect.any(Date) });
    await run(changeTaskStatus, world.agent, { taskId, status: "in_progress" });
    expect(await stored(taskId)).toMatchObject({ status: "in_progress", resolvedAt: null });
  });

  test("stands in the trail with before and after, and in the chat as a line that leads to it", async () => {
    const { id: taskId, chatId } = await makeWork(world.agent, { severity: "minor" });
    await run(setSeverity, world.agent, { taskId, severity: "blocker" });
    await run(setDueDate, world.agent, { taskId, dueOn: "2031-05-06" });
    await run(setTaskPriority, world.agent, { taskId, priority: "urgent" });
    await run(setTaskPriority, world.agent, { taskId, priority: "urgent" });
    const lines = (await linesOf(chatId)).slice(1);
    expect(lines).toMatchObject([
      { name: "severity_changed", from: "minor", to: "blocker" },
      { name: "due_changed", from: null, to: "2031-05-06" },
      { name: "priority_changed", from: "normal", to: "urgent" },
    ]);
    const facts = await systemDb()
      .select({ id: domainEvents.id, payload: domainEvents.payload })
      .from(domainEvents)
      .where(
        inArray(
          domainEvents.id,
          lines.map(({ changeId }) => changeId!),
        ),
      )
      .orderBy(asc(domainEvents.id));
    expect(facts.map(({ payload }) => payload)).toEqual([
      expect.objectContaining({ taskId, before: "minor", after: "blocker" }),
      expect.objectContaining({ before: null, after: "2031-05-06" }),
      expect.objectContaining({ before: "normal", after: "urgent" }),
    ]);
  });

  test.each([
    [
      "status",
      (taskId: string) => run(changeTaskStatus, world.agent, { taskId, status: "todo", from: "backlog" }),
    ],
    [
      "priority",
      (taskId: string) => run(setTaskPriority, world.agent, { taskId, priority: "low", from: "normal" }),
    ],
    [
      "severity",
      (taskId: string) => run(setSeverity, world.agent, { taskId, severity: "major", from: null }),
    ],
    [
      "due date",
      (taskId: string) => run(setDueDate, world.agent, { taskId, dueOn: "2030-02-02", from: null }),
    ],
    [
      "title",
      (taskId: string) => run(renameTask, world.agent, { taskId, title: "B", from: "Login is broken" }),
    ],
    [
      "assignee",
      (taskId: string) =>
        run(assignTask, world.agent, { taskId, assigneeUserId: world.user.user.id, from: null }),
    ],
  ])("of the %s by two at once: one wins, the other is told by whom and what is", async (_, change) => {
    const { id } = await makeWork(world.agent);
    const before = await stored(id);
    const answers = await Promise.all([refusal(change(id)), refusal(change(id))]);
    const [lost] = answers.filter((answer) => answer !== "done");
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
    expect(lost).toMatchObject({
      code: "CONFLICT",
      reason: "changed_by_other",
      values: { by: world.agent.user.name, ticket: null, work: { id } },
    });
    expect((await stored(id)).version).toBe(before.version + 1);
  });

  test("is told to the chat and to those who have to do with it, and nobody else", async () => {
    const { id: taskId, chatId } = await makeWork(world.agent, { assigneeUserId: world.user.user.id });
    const heard = await told(run(setTaskPriority, world.manager, { taskId, priority: "high" }));
    const changed = heard.filter(({ name }) => name === "task.changed");
    expect(changed.map(({ channel }) => channel).sort()).toEqual(
      [chatChannel(chatId), userChannel(world.agent), userChannel(world.user)].sort(),
    );
    expect(changed[0]!.data).toMatchObject({ id: taskId, priority: "high", version: 2 });
    expect(heard.map(({ channel }) => channel).filter((channel) => channel.includes("-queue"))).toEqual([]);
  });

  test("of a private task reaches who takes part, and the chats of linked ones only as a hint", async () => {
    const chatId = await makeGroup([world.agent, world.outsider], "Secret");
    const work = await makeWork(world.agent, { chatId, title: "Hush" });
    const ticket = await makeTicket(world.workspace, { teamId: world.team.id });
    await run(linkTasks, world.agent, { taskId: work.id, otherTaskId: ticket.id, kind: "relates_to" });
    const heard = await told(run(renameTask, world.agent, { taskId: work.id, title: "Hush hush" }));
    const words = heard.filter(({ data }) => JSON.stringify(data).includes("Hush"));
    const private_ = [chatChannel(chatId), userChannel(world.agent), userChannel(world.outsider)];
    expect([...new Set(words.map(({ channel }) => channel))].sort()).toEqual(private_.sort());
    expect(heard).toContainEqual({ channel: chatChannel(ticket.chatId!), name: "links.changed", data: {} });
  });
});

describe("links", () => {
  test("stand once, are told in both chats, and go away again", async () => {
    const [a, b] = [await makeWork(world.agent), await makeWork(world.manager)];
    const link = { taskId: a.id, otherTaskId: b.id, kind: "blocks" as const };
    await Promise.all([run(linkTasks, world.agent, link), run(linkTasks, world.agent, link)]);
    expect(await systemDb().select().from(taskLinks).where(eq(taskLinks.fromTaskId, a.id))).toHaveLength(1);
    expect((await linesOf(a.chatId)).slice(1)).toMatchObject([{ name: "linked", inverse: false }]);
    expect((await linesOf(b.chatId)).slice(1)).toMatchObject([{ name: "linked", inverse: true }]);
    expect(await codeOf(run(unlinkTasks, world.agent, { ...link, taskId: b.id, otherTaskId: a.id }))).toBe(
      "FORBIDDEN",
    );
    await run(unlinkTasks, world.agent, link);
    expect((await read(listLinks, world.manager, { taskId: b.id })).links).toEqual([]);
    expect(await codeOf(run(linkTasks, world.agent, { ...link, otherTaskId: a.id }))).toBe("INVALID");
  });

  test("tell a ticket that the work it waits for is over, and who holds it", async () => {
    const ticket = await makeTicket(world.workspace, { assigneeUserId: world.colleague.user.id });
    const bug = await makeWork(world.colleague, { chatId: ticket.chatId });
    const move = (status: "todo" | "in_progress" | "done") =>
      run(changeTaskStatus, world.manager, { taskId: bug.id, status });
    for (const status of ["todo", "in_progress", "done"] as const) await move(status);
    const lines = (await linesOf(ticket.chatId!)).filter(({ name }) => name === "linked_done");
    expect(lines).toMatchObject([{ other: { type: "bug", number: bug.number }, to: "done" }]);
    const notices = await systemDb()
      .select()
      .from(notifications)
      .where(and(eq(notifications.taskId, ticket.id), eq(notifications.kind, "linked_done")));
    expect(notices.map(({ userId, chatId }) => [userId, chatId])).toEqual([
      [world.colleague.user.id, ticket.chatId],
    ]);
  });
});

test("work of a member who goes is nobody's again, also that of private chats", async () => {
  const leaver = await makeMember(world.workspace, "agent");
  const chatId = await makeGroup([leaver, world.agent]);
  const [open, secret] = [
    await makeWork(world.agent, { assigneeUserId: leaver.user.id }),
    await makeWork(world.agent, { chatId, assigneeUserId: leaver.user.id }),
  ];
  await run(removeMember, world.admin, { userId: leaver.user.id });
  for (const { id } of [open, secret]) expect((await stored(id)).assigneeUserId).toBeNull();
});

test("a task's own chat is called what the task is called; a group keeps its name", async () => {
  const own = await makeWork(world.agent, { title: "One" });
  const group = await makeGroup([world.agent, world.user], "Launch");
  const shared = await makeWork(world.agent, { chatId: group, title: "One" });
  for (const { id } of [own, shared]) await run(renameTask, world.agent, { taskId: id, title: "Two" });
  const titleOf = async (chatId: string) => {
    const heard = await told(
      run(renameTask, world.agent, { taskId: chatId === group ? shared.id : own.id, title: "Two!" }),
    );
    return heard.find(({ name, channel }) => name === "state.changed" && channel.includes(chatId))?.data
      .title;
  };
  expect([await titleOf(own.chatId), await titleOf(group)]).toEqual(["Two!", "Launch"]);
});
