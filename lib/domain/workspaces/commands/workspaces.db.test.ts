import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { auditLog, domainEvents, inboxes, memberships, workspaces } from "@/db/schema";
import {
  makeAccount,
  makeInbox,
  makeMember,
  makeUser,
  makeWorkspace,
  type TestWorkspace,
  unique,
  useTestDatabase,
} from "@/db/testing/factories";
import { run, runAccount } from "@/lib/core/command";
import { read, readAccount } from "@/lib/core/query";
import { getFirstRunChecklist } from "../queries/get-first-run-checklist";
import { getSettings } from "../queries/get-settings";
import { getWorkspaceShell } from "../queries/get-workspace-shell";
import { auditPage, listAuditLog } from "../queries/list-audit-log";
import { listMembers } from "../queries/list-members";
import { listMyWorkspaces } from "../queries/list-my-workspaces";
import { listSsoMappings } from "../queries/list-sso-mappings";
import { archiveWorkspace } from "./archive-workspace";
import { createTeam } from "./create-team";
import { createWorkspace } from "./create-workspace";
import { deleteSsoMapping } from "./delete-sso-mapping";
import { restoreWorkspace } from "./restore-workspace";
import { saveSsoMapping } from "./save-sso-mapping";
import { updateWorkspace } from "./update-workspace";

useTestDatabase();

const rowOf = async ({ id }: Pick<TestWorkspace, "id">) =>
  (await systemDb().select().from(workspaces).where(eq(workspaces.id, id)))[0]!;

describe("a new workspace", () => {
  test("has its maker as admin, a chat page, an address from its name, and a history", async () => {
    const user = await makeUser();
    const account = await makeAccount(user);
    const name = `Büro Köln ${unique()}`;
    const made = await runAccount(createWorkspace, account, { name, timeZone: "Europe/Berlin" });
    expect(made.slug).toBe(name.replace("Büro Köln ", "buro-koln-"));
    expect(await rowOf(made)).toMatchObject({ name, timeZone: "Europe/Berlin" });
    const [membership] = await systemDb()
      .select()
      .from(memberships)
      .where(eq(memberships.workspaceId, made.id));
    expect(membership).toMatchObject({ userId: user.id, role: "admin" });
    const [inbox] = await systemDb().select().from(inboxes).where(eq(inboxes.workspaceId, made.id));
    expect(inbox).toMatchObject({ name, publicKey: made.chatKey });
    const events = await systemDb().select().from(domainEvents).where(eq(domainEvents.workspaceId, made.id));
    expect(events.map((event) => event.name).sort()).toEqual(["inbox.changed", "member.joined"]);
    expect(await systemDb().$count(auditLog, eq(auditLog.workspaceId, made.id))).toBe(2);
  });

  test("gets no address that is taken, reserved, or can't be written", async () => {
    const account = await makeAccount(await makeUser());
    const taken = await makeWorkspace();
    for (const [input, problem] of [
      [{ name: "Other", slug: taken.slug }, "taken"],
      [{ name: "Settings" }, "slug"],
      [{ name: "日本" }, "slug"],
      [{ name: "Other", slug: "../admin" }, "slug"],
    ] as const) {
      await expect(runAccount(createWorkspace, account, input)).rejects.toMatchObject({
        code: "INVALID",
        details: { fields: [expect.objectContaining({ field: "slug", problem })] },
      });
    }
  });

  test("of two with the same address made at once one is told", async () => {
    const [one, other] = await Promise.all([makeAccount(await makeUser()), makeAccount(await makeUser())]);
    const slug = `race-${unique()}`;
    const outcomes = await Promise.allSettled(
      [one, other].map((account) => runAccount(createWorkspace, account, { name: "Race", slug })),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await systemDb().$count(workspaces, eq(workspaces.slug, slug))).toBe(1);
  });

  test("says which steps are left", async () => {
    const account = await makeAccount(await makeUser());
    const made = await runAccount(createWorkspace, account, { name: "Fresh", slug: `fresh-${unique()}` });
    const admin = await makeMember(await rowOf(made), "admin");
    const checklist = await read(getFirstRunChecklist, admin, {});
    expect(checklist.chatKey).toBe(made.chatKey);
    const done = Object.fromEntries(checklist.steps.map(({ step, done }) => [step, done]));
    expect(done).toEqual({ share_chat: false, invite: true, team: false, first_ticket: false });
    await run(createTeam, admin, { name: "First" });
    const after = await read(getFirstRunChecklist, admin, {});
    expect(after.steps.find(({ step }) => step === "team")?.done).toBe(true);
  });
});

describe("settings", () => {
  test("are changed one by one, with before and after in fact and audit line", async () => {
    const workspace = await makeWorkspace({ timeZone: "UTC" });
    const admin = await makeMember(workspace, "admin");
    await run(updateWorkspace, admin, { timeZone: "Europe/Berlin", assignmentCapacity: 30 });
    expect(await read(getSettings, admin, {})).toMatchObject({
      name: workspace.name,
      timeZone: "Europe/Berlin",
      assignmentCapacity: 30,
    });
    const { lines } = await read(listAuditLog, admin, {});
    expect(lines[0]).toMatchObject({
      action: "workspace.updated",
      actor: { kind: "member", name: admin.user.name },
      before: { timeZone: "UTC", assignmentCapacity: 10 },
      after: { timeZone: "Europe/Berlin", assignmentCapacity: 30 },
    });
    await run(updateWorkspace, admin, { timeZone: "Europe/Berlin" });
    expect((await read(listAuditLog, admin, {})).lines).toHaveLength(1);
  });

  test.each([
    [{ timeZone: "Mars/Olympus" }, "timeZone"],
    [{ name: "  " }, "name"],
    [{ name: "x".repeat(81) }, "name"],
    [{ assignmentCapacity: 0 }, "assignmentCapacity"],
    [{ assignmentCapacity: 1.5 }, "assignmentCapacity"],
  ])("%j is refused by name and changes nothing", async (input, field) => {
    const workspace = await makeWorkspace();
    const admin = await makeMember(workspace, "admin");
    await expect(run(updateWorkspace, admin, input)).rejects.toMatchObject({
      code: "INVALID",
      details: { fields: [expect.objectContaining({ field })] },
    });
    expect(await rowOf(workspace)).toEqual(workspace);
  });

  test("who stops seeing all tickets stops hearing of them: the epoch rises only then", async () => {
    const workspace = await makeWorkspace();
    const admin = await makeMember(workspace, "admin");
    await run(updateWorkspace, admin, { agentsSeeAllTickets: true });
    expect((await rowOf(workspace)).accessEpoch).toBe(workspace.accessEpoch);
    await run(updateWorkspace, admin, { agentsSeeAllTickets: false });
    expect((await rowOf(workspace)).accessEpoch).toBe(workspace.accessEpoch + 1);
  });
});

describe("archiving", () => {
  test("needs the name, hides the workspace from everybody, and an admin brings it back", async () => {
    const workspace = await makeWorkspace();
    const [admin, agent] = await Promise.all([
      makeMember(workspace, "admin"),
      makeMember(workspace, "agent"),
    ]);
    const { slug, name } = workspace;
    await expect(run(archiveWorkspace, admin, { name: "something" })).rejects.toMatchObject({
      code: "INVALID",
      details: { fields: [expect.objectContaining({ field: "name" })] },
    });
    await run(archiveWorkspace, admin, { name });
    expect(await readAccount(listMyWorkspaces, agent.account, {})).toEqual([]);
    expect(await readAccount(listMyWorkspaces, admin.account, {})).toEqual([
      { slug, name, role: "admin", members: 2, archived: true },
    ]);
    await expect(read(getWorkspaceShell, agent, {})).rejects.toMatchObject({ code: "NOT_FOUND" });

    await expect(runAccount(restoreWorkspace, agent.account, { slug })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await runAccount(restoreWorkspace, admin.account, { slug });
    expect(await read(getWorkspaceShell, agent, {})).toMatchObject({ workspace: { slug } });
  });
});

describe("reading", () => {
  test("the shell names the person's open workspaces and no others", async () => {
    const user = await makeUser();
    const [first, second, gone, foreign] = await Promise.all([
      makeWorkspace({ name: "Alpha" }),
      makeWorkspace({ name: "Beta" }),
      makeWorkspace({ name: "Gone", archivedAt: new Date() }),
      makeWorkspace({ name: "Foreign" }),
    ]);
    const caller = await makeMember(first, "agent", { user });
    await makeMember(second, "user", { user });
    await makeMember(gone, "admin", { user });
    await makeMember(foreign, "admin");
    const shell = await read(getWorkspaceShell, caller, {});
    expect(shell.workspaces).toEqual([
      { slug: first.slug, name: "Alpha" },
      { slug: second.slug, name: "Beta" },
    ]);
    expect(shell).toMatchObject({
      role: "agent",
      unreadNotifications: 0,
      user: { id: user.id, email: user.email },
    });
    expect(shell.permissions).toContain("ticket:handle");
    expect(shell.permissions).not.toContain("member:manage");
  });

  test("the member list says whom the viewer may manage", async () => {
    const workspace = await makeWorkspace();
    const [admin, manager, agent] = await Promise.all([
      makeMember(workspace, "admin"),
      makeMember(workspace, "manager"),
      makeMember(workspace, "agent"),
    ]);
    const manageable = async (viewer: typeof admin) =>
      (await read(listMembers, viewer, {})).filter((member) => member.manageable).map(({ id }) => id);
    expect((await manageable(admin)).length).toBe(3);
    expect(await manageable(manager)).toEqual([agent.user.id]);
    expect(await manageable(agent)).toEqual([]);
  });

  test("the audit log is filtered by action as written, and its pages neither repeat nor skip", async () => {
    const workspace = await makeWorkspace();
    const admin = await makeMember(workspace, "admin");
    const at = new Date();
    const total = auditPage + 30;
    await systemDb()
      .insert(auditLog)
      .values(
        Array.from({ length: total }, (_, n) => ({
          id: `0190a000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`,
          workspaceId: workspace.id,
          actorKind: "system",
          action: n % 2 ? "test.odd" : "test.100%",
          // Several lines of the same instant: the id decides between them.
          createdAt: new Date(at.getTime() - Math.floor(n / 7)),
        })),
      );
    const first = await read(listAuditLog, admin, {});
    expect([first.lines.length, first.more]).toEqual([auditPage, true]);
    const second = await read(listAuditLog, admin, { after: first.lines.at(-1)!.id });
    expect([second.lines.length, second.more]).toEqual([30, false]);
    const ids = [...first.lines, ...second.lines].map(({ id }) => id);
    expect(new Set(ids).size).toBe(total);
    expect(
      (await read(listAuditLog, admin, { action: "100%" })).lines.every((l) => l.action === "test.100%"),
    ).toBe(true);
    expect((await read(listAuditLog, admin, { action: "_dd" })).lines).toEqual([]);
  });
});

test("a claim's value gives one role at a time, and none after it is deleted", async () => {
  const admin = await makeMember(await makeWorkspace(), "admin");
  const { id } = await run(saveSsoMapping, admin, { claimValue: "support-staff", role: "manager" });
  expect(await run(saveSsoMapping, admin, { claimValue: "support-staff", role: "agent" })).toEqual({ id });
  expect(await read(listSsoMappings, admin, {})).toEqual([
    { id, claimValue: "support-staff", role: "agent" },
  ]);
  await run(deleteSsoMapping, admin, { mappingId: id });
  expect(await read(listSsoMappings, admin, {})).toEqual([]);
  await expect(run(deleteSsoMapping, admin, { mappingId: id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("an event is stored with the workspace that it belongs to", async () => {
  const workspace = await makeWorkspace();
  const admin = await makeMember(workspace, "admin");
  await makeInbox(workspace);
  await run(updateWorkspace, admin, { assignmentCapacity: 11 });
  const events = await systemDb()
    .select()
    .from(domainEvents)
    .where(and(eq(domainEvents.workspaceId, workspace.id), eq(domainEvents.name, "workspace.updated")));
  expect(events).toMatchObject([{ subjectId: workspace.id, actorKind: "member", actorId: admin.user.id }]);
});
