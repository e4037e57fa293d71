import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { systemDb } from "@/db/client";
import { tasks, teams } from "@/db/schema";
import { makeDirectChat, makeGroup } from "@/db/testing/chats";
import { makeMember, makeWorkspace, useTestDatabase } from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { entriesOf, makeWork } from "@/db/testing/work";
import { makeWorld, type World } from "@/db/testing/world";
import { run } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { markChatRead } from "@/lib/domain/chats/commands/mark-read";
import { sendToChat } from "@/lib/domain/chats/commands/send-to-chat";
import { changeRole } from "@/lib/domain/workspaces/commands/change-role";
import { createTeam } from "@/lib/domain/workspaces/commands/create-team";
import { deleteTeam } from "@/lib/domain/workspaces/commands/delete-team";
import { removeMember } from "@/lib/domain/workspaces/commands/remove-member";
import { changeTaskStatus } from "./commands/change-task-status";
import { handOutTicket } from "./commands/hand-out-ticket";
import { linkTasks } from "./commands/link-tasks";
import { markOwnRead, markTicketRead } from "./commands/mark-read";
import { replyToTicket } from "./commands/reply-to-ticket";
import { setTaskPriority } from "./commands/set-task-priority";
import { writeToSupport } from "./commands/write-to-support";

// A command that lost a deadlock is run again; here it fails, so that none goes unseen.
vi.mock("@/lib/core/races", async (original) => ({
  ...(await original<typeof import("@/lib/core/races")>()),
  retriedOnRace: (transaction: () => Promise<unknown>) => transaction(),
}));

useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

type Sql = ReturnType<typeof sql>;
const lock = {
  workspace: () => sql`select from workspaces where id = ${world.workspace.id} for no key update`,
  task: (id: string) => sql`select from tasks where id = ${id} for no key update`,
  chat: (id: string) => sql`select from chats where id = ${id} for no key update`,
  position: (chatId: string) => sql`select from read_positions where chat_id = ${chatId} for update`,
};

/** Holds what comes first while a command waits for it, then takes what comes after: by then nobody may hold that. */
async function inOrder(first: Sql, command: () => Promise<unknown>, after: Sql): Promise<void> {
  const running = await systemDb().transaction(async (tx) => {
    await tx.execute(first);
    const running = Promise.allSettled([command()]);
    await expect.poll(waiting, { timeout: 20_000 }).toBe(1);
    await tx.execute(after);
    return { running };
  });
  expect(await running.running).toMatchObject([{ status: "fulfilled" }]);
}

async function waiting(): Promise<number> {
  const [row] = await systemDb().execute<{ count: number }>(sql`
    select count(distinct pid)::int as count from pg_locks join pg_stat_activity using (pid)
    where not granted and datname = current_database()`);
  return row!.count;
}

describe("whoever waits for a chat holds nothing that comes after it:", () => {
  const read = { read: 1, delivered: 1 };

  test("who reads in a direct chat", async () => {
    const chatId = await makeDirectChat(world.agent, world.colleague);
    for (const by of [world.colleague, world.agent])
      await run(sendToChat, by, { chatId, id: newId(), body: "Hi" });
    await inOrder(
      lock.chat(chatId),
      () => run(markChatRead, world.colleague, { chatId, read: 2, delivered: 2 }),
      lock.position(chatId),
    );
  });

  test("who reads in a ticket, and whoever asked there", async () => {
    const { customer, ...ticket } = await makeTicket(world.workspace, { teamId: world.team.id });
    const chatId = ticket.chatId!;
    for (const reading of [
      () => run(markTicketRead, world.agent, { chatId, ...read }),
      () => run(markOwnRead, customer, { chatId, ...read, delivered: 2, read: 2 }),
    ]) {
      await run(replyToTicket, world.manager, { chatId, id: newId(), body: "Hello" });
      await inOrder(lock.chat(chatId), reading, lock.position(chatId));
    }
  });

  test("who takes part in a task's chat by writing there", async () => {
    const { chatId } = await makeWork(world.agent);
    const asParticipant = sql`insert into participants (workspace_id, chat_id, id, user_id)
      values (${world.workspace.id}, ${chatId}, ${newId()}, ${world.colleague.user.id})`;
    const write = () => run(sendToChat, world.colleague, { chatId, id: newId(), body: "Me too" });
    await inOrder(lock.chat(chatId), write, asParticipant);
  });

  test("who changes a task lets others say in its chat what refers to it", async () => {
    const { id: taskId, chatId } = await makeWork(world.agent);
    await inOrder(
      lock.chat(chatId),
      () => run(setTaskPriority, world.agent, { taskId, priority: "high" }),
      sql`insert into task_followers (workspace_id, task_id, user_id)
        values (${world.workspace.id}, ${taskId}, ${world.colleague.user.id})`,
    );
  });
});

describe("whoever waits for a task", () => {
  test("to make one from its chat holds not the chat, and whoever waits for a number not the task", async () => {
    const { id: taskId, chatId } = await makeWork(world.agent);
    const make = () => makeWork(world.agent, { chatId });
    await inOrder(lock.task(taskId), make, lock.chat(chatId));
    await inOrder(lock.workspace(), make, lock.task(taskId));
  });

  test("to hand it out holds no member, nor, once it waits for one, the chat", async () => {
    const { team, agent, system } = world;
    await systemDb().update(teams).set({ assignmentMode: "round_robin" }).where(eq(teams.id, team.id));
    const { id: ticketId, chatId } = await makeTicket(world.workspace, { teamId: team.id });
    const member = sql`select from memberships where user_id = ${agent.user.id} for no key update`;
    await inOrder(lock.task(ticketId), () => run(handOutTicket, system, { ticketId }), member);
    await systemDb().update(tasks).set({ assigneeUserId: null }).where(eq(tasks.id, ticketId));
    await inOrder(member, () => run(handOutTicket, system, { ticketId }), lock.chat(chatId!));
    await systemDb().update(teams).set({ assignmentMode: "by_hand" }).where(eq(teams.id, team.id));
  });

  test("to link it with another holds not the other, whichever of both is linked with which", async () => {
    const made = [await makeWork(world.agent), await makeWork(world.agent)];
    const [low, high] = made.map(({ id }) => id).sort() as [string, string];
    for (const [taskId, otherTaskId] of [
      [low, high],
      [high, low],
    ] as const)
      await inOrder(
        lock.task(low),
        () => run(linkTasks, world.agent, { taskId, otherTaskId, kind: "blocks" }),
        lock.task(high),
      );
  });
});

describe("whoever ends what holds tasks waits for them first, and is in nobody's way who gives one of them", () => {
  test("when a member is removed or may handle tickets no longer", async () => {
    const member = await makeMember(world.workspace, "agent");
    const { id } = await makeTicket(world.workspace, { assigneeUserId: member.user.id });
    const { userId } = member.actor;
    const asHolder = sql`select from memberships
      where workspace_id = ${world.workspace.id} and user_id = ${userId} for share`;
    await inOrder(lock.task(id), () => run(changeRole, world.admin, { userId, role: "user" }), asHolder);
    await systemDb().execute(sql`update tasks set assignee_user_id = ${userId} where id = ${id}`);
    await inOrder(lock.task(id), () => run(removeMember, world.admin, { userId }), asHolder);
  });

  test("when a team is deleted", async () => {
    const { id: teamId } = await run(createTeam, world.admin, { name: "Returns", userIds: [] });
    const { id } = await makeTicket(world.workspace, { teamId });
    const asHolder = sql`select from teams where id = ${teamId} for key share`;
    await inOrder(lock.task(id), () => run(deleteTeam, world.admin, { teamId }), asHolder);
  });
});

test("those who write and read in one chat at once, from several tabs each, never wait for each other in a circle", async () => {
  const workspace = await makeWorkspace();
  const people = await Promise.all(Array.from({ length: 4 }, () => makeMember(workspace, "agent")));
  const chatId = await makeGroup(people as [(typeof people)[0], ...typeof people]);
  const rounds = 12;
  const written = people.map(async (by) => {
    for (let n = 0; n < rounds; n++) await run(sendToChat, by, { chatId, id: newId(), body: `${n}` });
  });
  const reading = people.map(async (by) => {
    for (let n = 1; n <= rounds * people.length; n++)
      await run(markChatRead, by, { chatId, read: n, delivered: n });
  });
  await Promise.all([...written, ...reading]);
  const entries = await entriesOf(chatId);
  expect(entries.filter(({ kind }) => kind === "message")).toHaveLength(rounds * people.length);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
});

test("a ticket's customer and members write, read and change it at once without one", async () => {
  const { customer, id: taskId, ...ticket } = await makeTicket(world.workspace, { teamId: world.team.id });
  const chatId = ticket.chatId!;
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const each = async (work: (n: number) => Promise<unknown>) => {
    for (const n of upTo(10)) await work(n);
  };
  await Promise.all([
    each((n) => run(writeToSupport, customer, { chatId, id: newId(), body: `${n}` })),
    each((n) => run(markOwnRead, customer, { chatId, read: n, delivered: n })),
    ...[world.agent, world.manager].flatMap((by) => [
      each((n) => run(replyToTicket, by, { chatId, id: newId(), body: `${n}` })),
      each((n) => run(markTicketRead, by, { chatId, read: n * 2, delivered: n * 2 })),
    ]),
    each((n) =>
      run(changeTaskStatus, world.manager, { taskId, status: n % 2 === 0 ? "open" : "pending" }).catch(
        (error) => expect(error).toMatchObject({ code: "CONFLICT" }),
      ),
    ),
  ]);
  const entries = await entriesOf(chatId);
  expect(entries.filter(({ kind, body }) => kind === "message" && body.length < 3)).toHaveLength(30);
});
