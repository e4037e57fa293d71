import { and, eq, isNull } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { auditLog, domainEvents, memberships, type Role, roles, teamMembers, workspaces } from "@/db/schema";
import {
  makeMember,
  makeTeam,
  makeWorkspace,
  type TestMember,
  type TestWorkspace,
  useTestDatabase,
} from "@/db/testing/factories";
import { makeTicket, ticketById } from "@/db/testing/tickets";
import { run } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { listMembers } from "../queries/list-members";
import { changeRole } from "./change-role";
import { leaveWorkspace } from "./leave-workspace";
import { removeMember } from "./remove-member";
import { setAvailability } from "./set-availability";
import { setCapacity } from "./set-capacity";

useTestDatabase();

const roleOf = async (member: TestMember) => {
  const [row] = await systemDb()
    .select()
    .from(memberships)
    .where(and(eq(memberships.workspaceId, member.workspaceId), eq(memberships.userId, member.user.id)));
  return row!.removedAt ? "removed" : row!.role;
};
const epochOf = async ({ id }: TestWorkspace) =>
  (await systemDb().select().from(workspaces).where(eq(workspaces.id, id)))[0]!.accessEpoch;
const eventsOf = async ({ id }: TestWorkspace) =>
  (
    await systemDb()
      .select()
      .from(domainEvents)
      .where(eq(domainEvents.workspaceId, id))
      .orderBy(domainEvents.id)
  ).map(({ name, payload }) => ({ name, payload }));
const admins = ({ id }: TestWorkspace) =>
  systemDb().$count(
    memberships,
    and(eq(memberships.workspaceId, id), eq(memberships.role, "admin"), isNull(memberships.removedAt)),
  );

test("members' addresses are for those who manage members, and one's own for oneself", async () => {
  const workspace = await makeWorkspace();
  const people = await Promise.all(roles.map((role) => makeMember(workspace, role)));
  for (const [index, caller] of people.entries()) {
    const members = await read(listMembers, caller, {});
    const known = members.filter(({ email }) => email !== null).map(({ id }) => id);
    const manages = roles[index] === "admin" || roles[index] === "manager";
    expect({ role: roles[index], known: known.sort() }).toEqual({
      role: roles[index],
      known: (manages ? people : [caller]).map(({ user }) => user.id).sort(),
    });
  }
});

describe("who may give whom which role", () => {
  const rank: Record<Role, number> = { user: 0, agent: 1, manager: 2, admin: 3 };
  const mayChange = (by: Role, from: Role, to: Role) =>
    by === "admin" || (by === "manager" && rank[from] < rank.manager && rank[to] < rank.manager);
  const cases = roles.flatMap((by) => roles.flatMap((from) => roles.map((to) => ({ by, from, to }))));
  let workspace: TestWorkspace;
  beforeAll(async () => {
    workspace = await makeWorkspace();
    await makeMember(workspace, "admin");
  });

  test.each(cases)("$by: $from to $to", async ({ by, from, to }) => {
    const [caller, member] = await Promise.all([makeMember(workspace, by), makeMember(workspace, from)]);
    const change = run(changeRole, caller, { userId: member.user.id, role: to });
    if (mayChange(by, from, to)) await change;
    else await expect(change).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await roleOf(member)).toBe(mayChange(by, from, to) ? to : from);
  });

  test.each(roles.flatMap((by) => roles.map((of) => ({ by, of }))))("$by removes $of", async ({ by, of }) => {
    const [caller, member] = await Promise.all([makeMember(workspace, by), makeMember(workspace, of)]);
    const allowed = by === "admin" || (by === "manager" && rank[of] < rank.manager);
    const removal = run(removeMember, caller, { userId: member.user.id });
    if (allowed) await removal;
    else await expect(removal).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await roleOf(member)).toBe(allowed ? "removed" : of);
  });

  test("a role that was taken away counts at once, not only when the request is made", async () => {
    const [admin, demoted, agent] = await Promise.all([
      makeMember(workspace, "admin"),
      makeMember(workspace, "manager"),
      makeMember(workspace, "agent"),
    ]);
    await run(changeRole, admin, { userId: demoted.user.id, role: "agent" });
    // `demoted` still calls as the manager that the access cache of another process may know.
    await expect(run(changeRole, demoted, { userId: agent.user.id, role: "user" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(run(removeMember, demoted, { userId: agent.user.id })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});

describe("the last admin", () => {
  test("can't be demoted, removed, or leave", async () => {
    const workspace = await makeWorkspace();
    const admin = await makeMember(workspace, "admin");
    const userId = admin.user.id;
    for (const attempt of [
      () => run(changeRole, admin, { userId, role: "agent" }),
      () => run(removeMember, admin, { userId }),
      () => run(leaveWorkspace, admin, {}),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "CONFLICT", details: { reason: "last_admin" } });
    }
    expect(await roleOf(admin)).toBe("admin");
  });

  test.each([
    [
      "demoting each other",
      (by: TestMember, of: TestMember) => run(changeRole, by, { userId: of.user.id, role: "agent" }),
    ],
    [
      "removing each other",
      (by: TestMember, of: TestMember) => run(removeMember, by, { userId: of.user.id }),
    ],
    ["leaving", (by: TestMember) => run(leaveWorkspace, by, {})],
  ])("of two admins %s at the same time one stays", async (_, act) => {
    for (let round = 0; round < 5; round += 1) {
      const workspace = await makeWorkspace();
      const [one, other] = await Promise.all([
        makeMember(workspace, "admin"),
        makeMember(workspace, "admin"),
      ]);
      const outcomes = await Promise.allSettled([act(one, other), act(other, one)]);
      expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(await admins(workspace)).toBe(1);
    }
  });
});

describe("somebody who goes", () => {
  test("leaves open tickets to the queue, keeps the closed ones, and stays the author of what they wrote", async () => {
    const workspace = await makeWorkspace();
    const [manager, agent] = await Promise.all([
      makeMember(workspace, "manager"),
      makeMember(workspace, "agent"),
    ]);
    const team = await makeTeam(workspace, "Orders", [agent]);
    const assigneeUserId = agent.user.id;
    const [open, ofTeam] = await Promise.all([
      makeTicket(workspace, { assigneeUserId }),
      makeTicket(workspace, { assigneeUserId, teamId: team.id }),
    ]);
    const epoch = await epochOf(workspace);

    const listed = (await read(listMembers, manager, {})).find(({ id }) => id === assigneeUserId);
    expect(listed).toMatchObject({ openTickets: 2, teams: [{ id: team.id, name: "Orders" }] });
    expect(await run(removeMember, manager, { userId: assigneeUserId })).toEqual({ released: 2 });

    expect(await ticketById(workspace, open.id)).toMatchObject({ assigneeUserId: null, teamId: null });
    expect(await ticketById(workspace, ofTeam.id)).toMatchObject({ assigneeUserId: null, teamId: team.id });
    expect(await systemDb().$count(teamMembers, eq(teamMembers.userId, assigneeUserId))).toBe(0);
    expect(await epochOf(workspace)).toBeGreaterThan(epoch);
    const events = await eventsOf(workspace);
    expect(events).toContainEqual({
      name: "member.removed",
      payload: { userId: assigneeUserId, before: { role: "agent" }, left: false },
    });
    expect(events.filter(({ name }) => name === "task.assigned")).toHaveLength(2);
    const [line] = await systemDb()
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.workspaceId, workspace.id), eq(auditLog.action, "member.removed")));
    expect(line).toMatchObject({
      actorId: manager.user.id,
      subjectId: assigneeUserId,
      after: { released: 2 },
    });
  });

  test("is unknown from then on: a second removal, a new role, availability", async () => {
    const workspace = await makeWorkspace();
    const [admin, agent] = await Promise.all([
      makeMember(workspace, "admin"),
      makeMember(workspace, "agent"),
    ]);
    const userId = agent.user.id;
    await run(removeMember, admin, { userId });
    for (const attempt of [
      () => run(removeMember, admin, { userId }),
      () => run(changeRole, admin, { userId, role: "user" }),
      () => run(setAvailability, admin, { userId, available: false }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "NOT_FOUND", details: {} });
    }
  });

  test("a member who becomes a user hands over tickets and teams; one who rises keeps them", async () => {
    const workspace = await makeWorkspace();
    const [admin, agent] = await Promise.all([
      makeMember(workspace, "admin"),
      makeMember(workspace, "agent"),
    ]);
    const userId = agent.user.id;
    await makeTeam(workspace, "Orders", [agent]);
    const ticket = await makeTicket(workspace, { assigneeUserId: userId });
    await run(changeRole, admin, { userId, role: "manager" });
    expect(await ticketById(workspace, ticket.id)).toMatchObject({ assigneeUserId: userId });
    expect(await run(changeRole, admin, { userId, role: "user" })).toEqual({ released: 1 });
    expect(await ticketById(workspace, ticket.id)).toMatchObject({ assigneeUserId: null });
    expect(await systemDb().$count(teamMembers, eq(teamMembers.userId, userId))).toBe(0);
  });

  test("an agent may leave by themselves", async () => {
    const workspace = await makeWorkspace();
    const agent = await makeMember(workspace, "agent");
    const ticket = await makeTicket(workspace, { assigneeUserId: agent.user.id });
    expect(await run(leaveWorkspace, agent, {})).toEqual({ released: 1 });
    expect(await ticketById(workspace, ticket.id)).toMatchObject({ assigneeUserId: null });
    expect(await roleOf(agent)).toBe("removed");
  });
});

describe("how many tickets somebody may be given", () => {
  test("is for those above to set and to take back, is recorded, and nothing senseless is stored", async () => {
    const workspace = await makeWorkspace();
    const [admin, manager, agent] = await Promise.all([
      makeMember(workspace, "admin"),
      makeMember(workspace, "manager"),
      makeMember(workspace, "agent"),
    ]);
    const stored = async () =>
      (await systemDb().select().from(memberships).where(eq(memberships.userId, agent.user.id)))[0]!
        .assignmentCapacity;
    const { id: userId } = agent.user;
    await run(setCapacity, manager, { userId, capacity: 3 });
    expect(await stored()).toBe(3);
    for (const capacity of [0, 501, -1, 2.5]) {
      await expect(run(setCapacity, manager, { userId, capacity })).rejects.toMatchObject({
        code: "INVALID",
        details: { fields: [{ field: "capacity" }] },
      });
    }
    await run(setCapacity, manager, { userId, capacity: null });
    expect(await stored()).toBeNull();
    await run(setCapacity, manager, { userId: manager.user.id, capacity: 5 });
    await expect(run(setCapacity, manager, { userId: admin.user.id, capacity: 1 })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const lines = await systemDb()
      .select({ before: auditLog.before, after: auditLog.after })
      .from(auditLog)
      .where(and(eq(auditLog.action, "member.capacity_changed"), eq(auditLog.subjectId, userId)))
      .orderBy(auditLog.createdAt, auditLog.id);
    expect(lines).toEqual([
      { before: { capacity: null }, after: { capacity: 3 } },
      { before: { capacity: 3 }, after: { capacity: null } },
    ]);
  });
});

describe("availability", () => {
  test("is one's own, and for those above to set", async () => {
    const workspace = await makeWorkspace();
    const [manager, agent, other] = await Promise.all([
      makeMember(workspace, "manager"),
      makeMember(workspace, "agent"),
      makeMember(workspace, "agent"),
    ]);
    const available = async ({ user }: TestMember) =>
      (await systemDb().select().from(memberships).where(eq(memberships.userId, user.id)))[0]!.available;
    await run(setAvailability, agent, { available: false });
    expect(await available(agent)).toBe(false);
    await run(setAvailability, manager, { userId: agent.user.id, available: true });
    expect(await available(agent)).toBe(true);
    for (const [caller, target] of [
      [agent, other],
      [agent, manager],
    ] as const) {
      await expect(
        run(setAvailability, caller, { userId: target.user.id, available: false }),
      ).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
    await expect(run(setAvailability, manager, { userId: newId(), available: false })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
