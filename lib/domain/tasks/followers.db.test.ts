import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { domainEvents, memberships, notifications } from "@/db/schema";
import { type TestMember, useTestDatabase } from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { linesOf, makeGroup, makeWork } from "@/db/testing/work";
import { makeWorld, type World } from "@/db/testing/world";
import { run } from "@/lib/core/command";
import { publicError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { arrangeChat } from "@/lib/domain/chats/commands/arrange-chat";
import { leaveChat } from "@/lib/domain/chats/commands/leave-chat";
import { publicationsOf } from "@/lib/outbox/dispatch";
import { assignTask } from "./commands/assign-task";
import { changeFollowers } from "./commands/change-followers";
import { changeTaskStatus } from "./commands/change-task-status";
import { replyToTicket } from "./commands/reply-to-ticket";
import { undoChange } from "./commands/undo-change";
import { writeToSupport } from "./commands/write-to-support";
import { listLinks } from "./queries/get-task";
import { getTicket } from "./queries/get-ticket";

useTestDatabase();
let world: World;
let ticket: Awaited<ReturnType<typeof makeTicket>>;
beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(async () => {
  ticket = await makeTicket(world.workspace, { teamId: world.team.id });
});

const refusal = (deed: Promise<unknown>) => deed.then(() => "done", publicError);
const idOf = ({ user }: TestMember) => user.id;
const add = (by: TestMember, who: TestMember, taskId = ticket.id) =>
  run(changeFollowers, by, { taskId, add: [idOf(who)] });
const remove = (by: TestMember, who: TestMember, taskId = ticket.id) =>
  run(changeFollowers, by, { taskId, remove: [idOf(who)] });
const followers = async (taskId = ticket.id) =>
  (await read(listLinks, world.manager, { taskId })).followers.map(({ id }) => id);
const sees = (who: TestMember) => refusal(read(getTicket, who, { number: ticket.number }));
const noticesOf = async (who: TestMember, chatId = ticket.chatId!) => {
  const rows = await systemDb()
    .select({ kind: notifications.kind })
    .from(notifications)
    .where(and(eq(notifications.userId, idOf(who)), eq(notifications.chatId, chatId)));
  return rows.map(({ kind }) => kind);
};
const toldOf = async () => {
  const events = await systemDb()
    .select()
    .from(domainEvents)
    .where(and(eq(domainEvents.subjectId, ticket.id), eq(domainEvents.name, "task.followers_changed")))
    .orderBy(domainEvents.id);
  return publicationsOf(world.workspace.id, events.slice(-1) as never);
};

describe("following", () => {
  test("oneself is for whoever sees the task, said nowhere, done twice once, and undone", async () => {
    const { undo } = await add(world.agent, world.agent);
    const again = await Promise.all([add(world.agent, world.agent), add(world.agent, world.agent)]);
    expect(again.map((answer) => answer.undo)).toEqual([null, null]);
    expect(await followers()).toEqual([idOf(world.agent)]);
    expect((await linesOf(ticket.chatId!)).map(({ name }) => name)).not.toContain("followers_changed");
    await run(changeFollowers, world.agent, undo!);
    expect(await followers()).toEqual([]);
    expect(await refusal(add(world.outsider, world.outsider))).toEqual({ code: "NOT_FOUND" });
    const work = await makeWork(world.agent);
    await add(world.outsider, world.outsider, work.id);
    expect(await followers(work.id)).toEqual([idOf(world.outsider)]);
  });

  test("for others is for who may change the task: they see it, are told, and a line says so", async () => {
    expect(await sees(world.outsider)).toEqual({ code: "NOT_FOUND" });
    await add(world.agent, world.outsider);
    expect(await sees(world.outsider)).toBe("done");
    expect(await noticesOf(world.outsider)).toEqual(["follower_added"]);
    expect((await linesOf(ticket.chatId!)).at(-1)).toMatchObject({
      name: "followers_changed",
      added: [world.outsider.user.name],
    });
    const told = await toldOf();
    const toThem = told.filter(({ channel }) => channel.includes(idOf(world.outsider)));
    expect(toThem.map(({ name }) => name)).toContain("ticket.changed");
    const work = await makeWork(world.agent);
    expect(await refusal(add(world.outsider, world.colleague, work.id))).toEqual({ code: "FORBIDDEN" });
  });

  test("ends with sight of what one saw for no other reason, in every browser", async () => {
    await add(world.agent, world.outsider);
    await remove(world.agent, world.outsider);
    expect(await sees(world.outsider)).toEqual({ code: "NOT_FOUND" });
    const told = await toldOf();
    const toThem = told.filter(({ channel }) => channel.includes(idOf(world.outsider)));
    expect(toThem.map(({ name }) => name)).toEqual(["ticket.left"]);
    await add(world.agent, world.outsider);
    // Nothing offers to undo what would need the sight that is gone.
    expect(await remove(world.outsider, world.outsider)).toEqual({ followers: [], undo: null });
    expect(await sees(world.outsider)).toEqual({ code: "NOT_FOUND" });
  });

  test("by somebody else's doing is undone from its line", async () => {
    await add(world.agent, world.outsider);
    const { id } = (await linesOf(ticket.chatId!)).at(-1)!;
    await run(undoChange, world.manager, { entryId: id });
    expect(await followers()).toEqual([]);
  });

  test("is refused for who could not see it, was removed, or is of another workspace", async () => {
    const other = await makeWorld();
    const unknown = { code: "INVALID", fields: [{ field: "add", problem: "unknown_follower" }] };
    for (const who of [world.user, world.former, other.agent]) {
      expect(await refusal(add(world.agent, who))).toMatchObject(unknown);
    }
    const group = await makeGroup([world.agent, world.user]);
    const work = await makeWork(world.agent, { chatId: group });
    expect(await refusal(add(world.agent, world.colleague, work.id))).toMatchObject(unknown);
    await add(world.agent, world.user, work.id);
    expect(await refusal(add(other.agent, other.agent))).toEqual({ code: "NOT_FOUND" });
  });

  test("comes with being named", async () => {
    const body = `@${world.outsider.user.name}, look`;
    const mentions = [{ kind: "member" as const, id: idOf(world.outsider) }];
    await run(replyToTicket, world.agent, {
      chatId: ticket.chatId!,
      id: newId(),
      kind: "note",
      body,
      mentions,
    });
    expect(await followers()).toEqual([idOf(world.outsider)]);
    expect((await toldOf()).map(({ name }) => name)).toContain("links.changed");
  });
});

describe("a followed task's status", () => {
  test("is told to its followers, but not to who changed it nor to who is gone", async () => {
    const leaver = (await makeWorld()).agent;
    await systemDb()
      .insert(memberships)
      .values({
        workspaceId: world.workspace.id,
        userId: idOf(leaver),
        role: "agent",
      });
    for (const who of [world.agent, world.colleague]) await add(world.manager, who);
    await run(changeFollowers, world.manager, { taskId: ticket.id, add: [idOf(leaver)] });
    await systemDb()
      .update(memberships)
      .set({ removedAt: new Date() })
      .where(and(eq(memberships.workspaceId, world.workspace.id), eq(memberships.userId, idOf(leaver))));
    await run(changeTaskStatus, world.agent, { taskId: ticket.id, status: "open" });
    expect(await noticesOf(world.colleague)).toEqual(["follower_added", "followed_status"]);
    expect(await noticesOf(world.agent)).not.toContain("followed_status");
    expect(await noticesOf(leaver)).not.toContain("followed_status");
    expect(await noticesOf(world.manager)).toEqual([]);
  });

  test("is told when the customer's answer changed it, once to who holds it", async () => {
    await run(assignTask, world.manager, { taskId: ticket.id, assigneeUserId: idOf(world.agent) });
    for (const who of [world.agent, world.colleague]) await add(world.manager, who);
    await run(changeTaskStatus, world.agent, { taskId: ticket.id, status: "pending" });
    await systemDb().delete(notifications).where(eq(notifications.chatId, ticket.chatId!));
    await run(writeToSupport, ticket.customer, { chatId: ticket.chatId!, id: newId(), body: "Here" });
    expect(await noticesOf(world.agent)).toEqual(["customer_reply"]);
    expect(await noticesOf(world.colleague)).toEqual(["followed_status"]);
  });

  test("is not told to who has muted the chat, or has left a private one", async () => {
    const group = await makeGroup([world.agent, world.user, world.colleague]);
    const work = await makeWork(world.agent, { chatId: group });
    for (const who of [world.user, world.colleague]) await add(world.agent, who, work.id);
    const heard = async (who: TestMember) =>
      (await noticesOf(who, group)).filter((kind) => kind === "followed_status").length;
    await run(changeTaskStatus, world.agent, { taskId: work.id, status: "todo" });
    expect([await heard(world.user), await heard(world.colleague)]).toEqual([1, 1]);
    await systemDb().update(notifications).set({ readAt: new Date() }).where(eq(notifications.chatId, group));
    await run(arrangeChat, world.user, { chatId: group, muted: true });
    await run(leaveChat, world.colleague, { chatId: group });
    await run(changeTaskStatus, world.agent, { taskId: work.id, status: "in_progress" });
    expect([await heard(world.user), await heard(world.colleague)]).toEqual([1, 1]);
    await run(arrangeChat, world.user, { chatId: group, muted: false });
    await run(changeTaskStatus, world.agent, { taskId: work.id, status: "in_review" });
    expect([await heard(world.user), await heard(world.colleague)]).toEqual([2, 1]);
  });
});
