import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { domainEvents, inboxes, tasks, teamMembers, workspaces } from "@/db/schema";
import {
  makeInbox,
  makeMember,
  makeTeam,
  makeWorkspace,
  type TestWorkspace,
  unique,
  useTestDatabase,
} from "@/db/testing/factories";
import { makeTicket, ticketById } from "@/db/testing/tickets";
import { run } from "@/lib/core/command";
import { read } from "@/lib/core/query";
import { listInboxes } from "../queries/list-inboxes";
import { listTeams } from "../queries/list-teams";
import { archiveInbox } from "./archive-inbox";
import { createInbox } from "./create-inbox";
import { createTeam } from "./create-team";
import { deleteTeam } from "./delete-team";
import { renameTeam } from "./rename-team";
import { setTeamMembers } from "./set-team-members";
import { updateInbox } from "./update-inbox";

useTestDatabase();

const epochOf = async ({ id }: TestWorkspace) =>
  (await systemDb().select().from(workspaces).where(eq(workspaces.id, id)))[0]!.accessEpoch;
const lastEvent = async ({ id }: TestWorkspace, name: string) =>
  (
    await systemDb()
      .select()
      .from(domainEvents)
      .where(and(eq(domainEvents.workspaceId, id), eq(domainEvents.name, name)))
      .orderBy(domainEvents.id)
  ).at(-1)?.payload;
const names = (field: string, problem: string) => ({
  code: "INVALID",
  details: { fields: [expect.objectContaining({ field, problem })] },
});

describe("teams", () => {
  test("only those who handle tickets can be in one", async () => {
    const workspace = await makeWorkspace();
    const [manager, agent, user] = await Promise.all([
      makeMember(workspace, "manager"),
      makeMember(workspace, "agent"),
      makeMember(workspace, "user"),
    ]);
    await expect(
      run(createTeam, manager, { name: "Orders", userIds: [agent.user.id, user.user.id] }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await read(listTeams, manager, {})).toEqual([]);
    const { id } = await run(createTeam, manager, {
      name: "Orders",
      userIds: [agent.user.id, agent.user.id],
    });
    expect(await lastEvent(workspace, "team.changed")).toEqual({
      teamId: id,
      before: null,
      after: { userIds: [agent.user.id] },
    });
  });

  test("two teams never have the same name, whatever its letters' size", async () => {
    const manager = await makeMember(await makeWorkspace(), "manager");
    await run(createTeam, manager, { name: "Orders" });
    await expect(run(createTeam, manager, { name: " orders " })).rejects.toMatchObject(
      names("name", "taken"),
    );
    const { id } = await run(createTeam, manager, { name: "Returns" });
    await expect(run(renameTeam, manager, { teamId: id, name: "ORDERS" })).rejects.toMatchObject(
      names("name", "taken"),
    );
    expect((await read(listTeams, manager, {})).map(({ name }) => name)).toEqual(["Orders", "Returns"]);
  });

  test("who loses a team loses its channel: the epoch rises; who only gains one keeps the channels", async () => {
    const workspace = await makeWorkspace();
    const [manager, one, other] = await Promise.all([
      makeMember(workspace, "manager"),
      makeMember(workspace, "agent"),
      makeMember(workspace, "agent"),
    ]);
    const team = await makeTeam(workspace, "Orders", [one]);
    const before = await epochOf(workspace);
    await run(setTeamMembers, manager, { teamId: team.id, userIds: [one.user.id, other.user.id] });
    expect(await epochOf(workspace)).toBe(before);
    await run(setTeamMembers, manager, { teamId: team.id, userIds: [other.user.id] });
    expect(await epochOf(workspace)).toBe(before + 1);
    expect((await read(listTeams, manager, {}))[0]).toMatchObject({
      members: [{ id: other.user.id, name: other.user.name, avatar: null }],
    });
  });

  test("a team that ends gives its tickets to everybody, its inboxes too, and keeps nothing", async () => {
    const workspace = await makeWorkspace();
    const [manager, agent] = await Promise.all([
      makeMember(workspace, "manager"),
      makeMember(workspace, "agent"),
    ]);
    const team = await makeTeam(workspace, "Orders", [agent]);
    const inbox = await makeInbox(workspace, { teamId: team.id });
    const queued = await makeTicket(workspace, { teamId: team.id });
    const taken = await makeTicket(workspace, { teamId: team.id, assigneeUserId: agent.user.id });
    const closed = await makeTicket(workspace, { teamId: team.id });
    const now = new Date();
    await systemDb()
      .update(tasks)
      .set({ status: "closed", resolvedAt: now, closedAt: now })
      .where(eq(tasks.id, closed.id));

    expect(await read(listTeams, manager, {})).toMatchObject([{ openTickets: 2, inboxes: [inbox.name] }]);
    expect(await run(deleteTeam, manager, { teamId: team.id })).toEqual({ released: 2 });

    expect(await ticketById(workspace, queued.id)).toMatchObject({ teamId: null, assigneeUserId: null });
    expect(await ticketById(workspace, taken.id)).toMatchObject({
      teamId: null,
      assigneeUserId: agent.user.id,
    });
    expect(await ticketById(workspace, closed.id)).toMatchObject({ teamId: null, status: "closed" });
    expect((await read(listInboxes, manager, {})).find(({ id }) => id === inbox.id)?.team).toBeNull();
    expect(await systemDb().$count(teamMembers, eq(teamMembers.teamId, team.id))).toBe(0);
    expect(await lastEvent(workspace, "team.changed")).toMatchObject({ teamId: team.id, after: null });
    await expect(run(deleteTeam, manager, { teamId: team.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("inboxes", () => {
  test("get an address nobody else has; a chosen one is refused by name when it is taken elsewhere", async () => {
    const [ours, theirs] = await Promise.all([makeWorkspace(), makeWorkspace()]);
    const [manager, stranger] = await Promise.all([
      makeMember(ours, "manager"),
      makeMember(theirs, "manager"),
    ]);
    const made = await run(createInbox, manager, { name: "Служба поддержки" });
    expect(made.publicKey).toMatch(/^sluzhba-podderzhki-[a-z0-9]{8}$/);
    const publicKey = `help-${unique()}`;
    await run(createInbox, manager, { name: "Help", publicKey });
    await expect(run(createInbox, stranger, { name: "Help", publicKey })).rejects.toMatchObject(
      names("publicKey", "taken"),
    );
    const { id: inboxId } = await run(createInbox, stranger, { name: "Other" });
    await expect(run(updateInbox, stranger, { inboxId, publicKey })).rejects.toMatchObject(
      names("publicKey", "taken"),
    );
    expect(await read(listInboxes, stranger, {})).toHaveLength(1);
  });

  test("sites are stored as origins, and what is none is named", async () => {
    const workspace = await makeWorkspace();
    const manager = await makeMember(workspace, "manager");
    const { id: inboxId } = await run(createInbox, manager, { name: "Shop" });
    await run(updateInbox, manager, {
      inboxId,
      allowedOrigins: ["shop.example/contact", "https://Shop.example"],
    });
    expect((await read(listInboxes, manager, {}))[0]!.allowedOrigins).toEqual(["https://shop.example"]);
    await expect(
      run(updateInbox, manager, { inboxId, allowedOrigins: ["https://shop.example", "javascript:alert(1)"] }),
    ).rejects.toMatchObject(names("allowedOrigins.1", "origin"));
  });

  test("what is not given stays; the fact says what changed", async () => {
    const workspace = await makeWorkspace();
    const manager = await makeMember(workspace, "manager");
    const team = await makeTeam(workspace);
    const { id: inboxId } = await run(createInbox, manager, {
      name: "Shop",
      greeting: "Hi!\nHow can we help?",
    });
    await run(updateInbox, manager, { inboxId, requireIdentity: true, teamId: team.id });
    const [inbox] = await read(listInboxes, manager, {});
    expect(inbox).toMatchObject({
      greeting: "Hi!\nHow can we help?",
      requireIdentity: true,
      team: { id: team.id },
    });
    expect(await lastEvent(workspace, "inbox.changed")).toEqual({
      inboxId,
      before: { teamId: null, requireIdentity: false, warnsBeforeClosing: false },
      after: { teamId: team.id, requireIdentity: true, warnsBeforeClosing: false },
    });
  });

  test("an archived one is gone for everything but its conversations", async () => {
    const workspace = await makeWorkspace();
    const manager = await makeMember(workspace, "manager");
    const { id: inboxId } = await run(createInbox, manager, { name: "Shop" });
    await run(archiveInbox, manager, { inboxId });
    expect(await read(listInboxes, manager, {})).toEqual([]);
    expect(await systemDb().$count(inboxes, eq(inboxes.id, inboxId))).toBe(1);
    for (const attempt of [
      () => run(archiveInbox, manager, { inboxId }),
      () => run(updateInbox, manager, { inboxId, name: "Again" }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
  });
});
