import { and, eq } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { participants, taskFollowers, tasks } from "@/db/schema";
import { asMember, makeMember, type TestMember, useTestDatabase } from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { makeWork } from "@/db/testing/work";
import { makeWorld, type World } from "@/db/testing/world";
import { contextFor, noEffects, run } from "@/lib/core/command";
import { onCommitted } from "@/lib/core/committed";
import type { Caller } from "@/lib/core/context";
import type { StoredEvent } from "@/lib/core/events";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { inWorkspace } from "@/lib/core/transaction";
import type { MemberChatState } from "@/lib/domain/chats/views";
import { changeRole } from "@/lib/domain/workspaces/commands/change-role";
import { removeMember } from "@/lib/domain/workspaces/commands/remove-member";
import { publicationsOf } from "@/lib/outbox/dispatch";
import { mayJoin } from "@/lib/realtime/authorize";
import { channelName } from "@/lib/realtime/channel-names";
import { assignTask } from "./commands/assign-task";
import { replyToTicket } from "./commands/reply-to-ticket";
import { setTaskPriority } from "./commands/set-task-priority";
import { writeToSupport } from "./commands/write-to-support";
import { getTicketThread } from "./queries/get-thread";

useTestDatabase();
let world: World;
let ticket: Awaited<ReturnType<typeof makeTicket>>;
beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(async () => {
  ticket = await makeTicket(world.workspace, { teamId: world.team.id });
});
afterEach(() => onCommitted(undefined));

/** What browsers hear of a deed, as channel and event. */
async function told(
  deed: () => Promise<unknown>,
): Promise<{ channel: string; name: string; data: string }[]> {
  const events: StoredEvent[] = [];
  onCommitted((some) => events.push(...some));
  await deed();
  onCommitted(undefined);
  return publicationsOf(world.workspace.id, events);
}

const names = (membersEpoch: number) => {
  const at = { workspaceId: world.workspace.id, epoch: 1 };
  const chat = { id: ticket.chatId!, membersEpoch };
  return [channelName.chat(at, chat), channelName.viewers(at, chat)];
};
const joins = (caller: Caller, channel: string) =>
  inWorkspace("requests", caller.workspaceId, (tx) => mayJoin(contextFor(caller, tx, noEffects()), channel));
const mayJoinBoth = async (caller: Caller, membersEpoch: number) =>
  Promise.all(names(membersEpoch).map((channel) => joins(caller, channel)));
const epochTold = async (caller: Caller) => {
  const { state } = await read(getTicketThread, caller, { chatId: ticket.chatId! });
  return (state as MemberChatState).membersEpoch;
};
const assign = (holder: { assigneeUserId?: string | null; teamId?: string | null }) =>
  run(assignTask, world.manager, { taskId: ticket.id, ...holder });
const write = () =>
  run(writeToSupport, ticket.customer, { chatId: ticket.chatId!, id: newId(), body: "Hello?" });

describe("a ticket that is handed to another team", () => {
  const handOn = () => assign({ teamId: world.otherTeam.id });

  test("is heard of under a new name, which only those are told who may still see it", async () => {
    expect(await mayJoinBoth(world.agent, 1)).toEqual([true, true]);
    await handOn();
    for (const caller of [world.agent, world.manager, world.loner])
      expect(await mayJoinBoth(caller, 1)).toEqual([false, false]);
    expect(await mayJoinBoth(world.agent, 2)).toEqual([false, false]);
    await expect(epochTold(world.agent)).rejects.toMatchObject({ code: "NOT_FOUND" });
    for (const caller of [world.manager, world.loner]) {
      expect(await epochTold(caller)).toBe(2);
      expect(await mayJoinBoth(caller, 2)).toEqual([true, true]);
    }
  });

  test("leaves but one word under the old name, without content", async () => {
    const heard = await told(handOn);
    const [old, present] = [names(1)[0], names(2)[0]];
    expect(heard.filter(({ channel }) => channel === old)).toEqual([
      { channel: old, name: "access.changed", data: "{}" },
    ]);
    expect(heard.filter(({ channel }) => channel === present).map(({ name }) => name)).toContain(
      "entry.changed",
    );
    const later = await told(write);
    expect(later.filter(({ channel }) => channel === old)).toEqual([]);
    expect(later.filter(({ channel }) => channel === present).length).toBeGreaterThan(0);
  });

  test("says so under names of before as well, to browsers that have not heard of the last change yet", async () => {
    await handOn();
    await assign({ teamId: null });
    const heard = await told(handOn);
    const hints = heard.filter(({ name }) => name === "access.changed").map(({ channel }) => channel);
    expect(hints).toEqual([names(3)[0], names(2)[0], names(1)[0]]);
  });
});

type Holder = { assigneeUserId: "agent" | "loner" | null; teamId: "team" | "otherTeam" | null };
const held = (by: Holder) => ({
  assigneeUserId: by.assigneeUserId && world[by.assigneeUserId].user.id,
  teamId: by.teamId && world[by.teamId].id,
});
const nobody: Holder = { assigneeUserId: null, teamId: null };

test.each<[what: string, before: Holder, after: Holder, ends: boolean]>([
  ["taken out of the queue", nobody, { ...nobody, assigneeUserId: "agent" }, true],
  ["put into a team's queue", nobody, { ...nobody, teamId: "team" }, true],
  [
    "handed to somebody else",
    { ...nobody, assigneeUserId: "loner" },
    { ...nobody, assigneeUserId: "agent" },
    true,
  ],
  ["given back", { ...nobody, assigneeUserId: "agent" }, nobody, true],
  ["taken from its team", { ...nobody, teamId: "team" }, nobody, true],
  [
    "given to one of its team",
    { ...nobody, teamId: "team" },
    { assigneeUserId: "agent", teamId: "team" },
    false,
  ],
  [
    "given a team by its holder",
    { ...nobody, assigneeUserId: "agent" },
    { assigneeUserId: "agent", teamId: "otherTeam" },
    false,
  ],
])(
  "a ticket that is %s: the old names end only where somebody may lose sight of it",
  async (_, before, after, ends) => {
    await assign(held(before));
    const epoch = await epochTold(world.manager);
    await assign(held(after));
    expect(await epochTold(world.manager)).toBe(ends ? epoch + 1 : epoch);
  },
);

test("what changes nothing about who may see a ticket leaves its channel as it is", async () => {
  await run(replyToTicket, world.agent, { chatId: ticket.chatId!, id: newId(), body: "Hello!" });
  await run(setTaskPriority, world.agent, { taskId: ticket.id, priority: "high" });
  await write();
  expect(await epochTold(world.agent)).toBe(1);
});

describe("a member who handled a ticket and no longer handles any", () => {
  type Tie = "takes part" | "follows" | "held it to the end" | "asked";
  const ties: Tie[] = ["takes part", "follows", "held it to the end", "asked"];
  const place = () => ({ workspaceId: world.workspace.id });

  async function tied(tie: Tie): Promise<TestMember> {
    const member = await makeMember(world.workspace, tie === "asked" ? "user" : "agent");
    const { id: userId } = member.user;
    if (tie === "takes part") {
      await systemDb().update(tasks).set({ teamId: null }).where(eq(tasks.id, ticket.id));
      await run(replyToTicket, member, { chatId: ticket.chatId!, id: newId(), body: "Hello!" });
    }
    if (tie === "follows")
      await systemDb()
        .insert(taskFollowers)
        .values({ ...place(), taskId: ticket.id, userId });
    if (tie === "held it to the end")
      await systemDb()
        .update(tasks)
        .set({ assigneeUserId: userId, status: "closed", resolvedAt: new Date(), closedAt: new Date() })
        .where(eq(tasks.id, ticket.id));
    if (tie === "asked") ticket = await makeTicket(world.workspace, { member, teamId: world.team.id });
    return member;
  }
  const note = () =>
    run(replyToTicket, world.manager, { chatId: ticket.chatId!, id: newId(), kind: "note", body: "Secret" });
  async function hears({ user }: TestMember): Promise<boolean> {
    const heard = await told(note);
    return heard.some(({ channel, name }) => channel.includes(user.id) && name === "ticket.changed");
  }
  const sees = (caller: Caller) => read(getTicketThread, caller, { chatId: ticket.chatId! });

  test.each(ties)("who %s hears of it while they handle tickets, and not as a user", async (tie) => {
    const member = await tied(tie);
    expect(await hears(member)).toBe(tie !== "asked");
    if (tie === "asked") return;
    await run(changeRole, world.admin, { userId: member.user.id, role: "user" });
    expect(await hears(member)).toBe(false);
    await expect(sees(asMember(world.workspace, member.user, "user"))).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  test.each(["takes part", "follows"] as const)(
    "who %s has no tie left that a later role would bring back",
    async (tie) => {
      await systemDb().update(tasks).set({ teamId: world.team.id }).where(eq(tasks.id, ticket.id));
      for (const end of ["demoted", "removed"]) {
        const member = await tied(tie);
        await systemDb().update(tasks).set({ teamId: world.team.id }).where(eq(tasks.id, ticket.id));
        expect(await hears(member)).toBe(true);
        const { id: userId } = member.user;
        if (end === "demoted") {
          await run(changeRole, world.admin, { userId, role: "user" });
          await run(changeRole, world.admin, { userId, role: "agent" });
        } else await run(removeMember, world.admin, { userId });
        expect(await hears(member)).toBe(false);
        const back = asMember(world.workspace, member.user, "agent");
        await expect(sees(back)).rejects.toMatchObject({ code: "NOT_FOUND" });
      }
    },
  );

  test("takes part again once they answer again", async () => {
    const member = await tied("takes part");
    const { id: userId } = member.user;
    await run(changeRole, world.admin, { userId, role: "user" });
    await run(changeRole, world.admin, { userId, role: "agent" });
    const back = asMember(world.workspace, member.user, "agent");
    await run(replyToTicket, back, { chatId: ticket.chatId!, id: newId(), body: "Back." });
    await assign({ teamId: world.otherTeam.id });
    expect(await hears(member)).toBe(true);
    expect(await sees(back)).toBeDefined();
  });

  test("keeps what they ask for themselves, their groups, and other work that they follow", async () => {
    const member = await tied("asked");
    const { id: userId } = member.user;
    const { id: taskId } = await makeWork(world.agent);
    await systemDb()
      .insert(taskFollowers)
      .values({ ...place(), taskId, userId });
    await run(changeRole, world.admin, { userId, role: "agent" });
    await run(changeRole, world.admin, { userId, role: "user" });
    const kept = await systemDb().select().from(taskFollowers).where(eq(taskFollowers.userId, userId));
    expect(kept.map((row) => row.taskId)).toEqual([taskId]);
    const taking = and(eq(participants.chatId, ticket.chatId!), eq(participants.userId, userId));
    const [row] = await systemDb().select().from(participants).where(taking);
    expect(row?.leftAt).toBeNull();
  });
});
