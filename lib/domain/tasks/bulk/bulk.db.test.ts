import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { bulkChangeRows, domainEvents, memberships, tags, taskTags } from "@/db/schema";
import {
  makeMember,
  makeTeam,
  makeWorkspace,
  type TestMember,
  type TestWorkspace,
  useTestDatabase,
} from "@/db/testing/factories";
import { makeTicket, ticketById } from "@/db/testing/tickets";
import { inngest } from "@/inngest/client";
import { bulkChange } from "@/inngest/functions/tasks/bulk-change";
import { driveFunction } from "@/inngest/testing/drive-function";
import { run } from "@/lib/core/command";
import { publicError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { assignTask } from "../commands/assign-task";
import { changeTaskStatus } from "../commands/change-task-status";
import { cancelBulkChange, dismissBulkChange } from "../commands/end-bulk-change";
import { setTaskPriority } from "../commands/set-task-priority";
import { startBulkChange } from "../commands/start-bulk-change";
import { tagTask } from "../commands/tag-task";
import { undoBulkChange } from "../commands/undo-bulk-change";
import { writeToSupport } from "../commands/write-to-support";
import { bulkQueued, taskPriorityChanged } from "../events";
import { countQueue, listBulkChanges, listBulkFailures } from "../queries/list-bulk-changes";
import { carryOutSome } from "./carry-out";
import type { BulkDeed } from "./deed";
import { mostInBulk } from "./limits";
import type { BulkChangeView } from "./views";

useTestDatabase();

type Ticket = Awaited<ReturnType<typeof makeTicket>>;
let workspace: TestWorkspace;
let manager: TestMember;
let other: TestMember;
let agent: TestMember;
let tickets: Ticket[];

beforeEach(async () => {
  workspace = await makeWorkspace();
  [manager, other, agent] = await Promise.all([
    makeMember(workspace, "manager"),
    makeMember(workspace, "manager"),
    makeMember(workspace, "agent"),
  ]);
  tickets = [];
  for (let n = 0; n < 3; n++) tickets.push(await makeTicket(workspace));
});

const high: BulkDeed = { kind: "priority", priority: "high" };
const numbers = () => tickets.map(({ number }) => number);
const now = (n: number) => ticketById(workspace, tickets[n]!.id);
const refusal = (deed: Promise<unknown>) => deed.then(() => "done", publicError);
const start = (
  deed: BulkDeed,
  which: object = { numbers: numbers() },
  by = manager,
  bulkChangeId = newId(),
) => run(startBulkChange, by, { bulkChangeId, deed, ...which });
const carryOut = ({ id }: BulkChangeView, most = 100) => carryOutSome(workspace.id, id, most);
const shown = async ({ id }: BulkChangeView, by = manager) =>
  (await read(listBulkChanges, by, {})).items.find((item) => item.id === id);
const failures = async ({ id }: BulkChangeView, by = manager) =>
  (await read(listBulkFailures, by, { bulkChangeId: id })).items;
const eventsOf = (ticket: Ticket, name: string) =>
  systemDb()
    .select()
    .from(domainEvents)
    .where(and(eq(domainEvents.subjectId, ticket.id), eq(domainEvents.name, name)));

async function tagsOfTask(taskId: string): Promise<string[]> {
  const rows = await systemDb()
    .select({ name: tags.name })
    .from(taskTags)
    .innerJoin(tags, eq(tags.id, taskTags.tagId))
    .where(eq(taskTags.taskId, taskId));
  return rows.map(({ name }) => name);
}

describe("a change of many tickets", () => {
  test("does to each what its button does, as the member who asked; those that were so stay as they are", async () => {
    await run(setTaskPriority, other, { taskId: tickets[2]!.id, priority: "high" });
    const bulk = await start(high);
    expect(bulk).toMatchObject({ total: 3, state: "running" });
    expect(await carryOut(bulk)).toEqual({ done: true });
    expect(await shown(bulk)).toMatchObject({
      changed: 2,
      unchanged: 1,
      refused: 0,
      state: "done",
      mayUndo: true,
    });
    for (const n of [0, 1, 2]) expect(await now(n)).toMatchObject({ priority: "high" });
    const [event] = await eventsOf(tickets[0]!, taskPriorityChanged.name);
    expect(event).toMatchObject({ actorKind: "member", actorId: manager.user.id });
  });

  test.each<[string, () => Promise<BulkDeed>, object]>([
    ["status", async () => ({ kind: "status", status: "pending" }), { status: "pending" }],
    [
      "snooze",
      async () => ({ kind: "snooze", until: "2026-12-31T12:00:00Z" }),
      { snoozedUntil: new Date("2026-12-31T12:00:00Z") },
    ],
  ])("can be of the %s, and is taken back", async (_, deedOf, expected) => {
    await run(assignTask, other, { taskId: tickets[0]!.id, assigneeUserId: other.user.id });
    const before = await now(0);
    const bulk = await start(await deedOf(), { numbers: [tickets[0]!.number] });
    await carryOut(bulk);
    expect(await now(0)).toMatchObject(expected);
    await carryOut(await run(undoBulkChange, manager, { bulkChangeId: bulk.id, undoId: newId() }));
    const { status, snoozedUntil } = await now(0);
    expect({ status, snoozedUntil }).toEqual({ status: before.status, snoozedUntil: before.snoozedUntil });
  });

  test("of the assignee and the team names them, and is taken back", async () => {
    const team = await makeTeam(workspace);
    const assigned = await start({ kind: "assignee", userId: agent.user.id });
    expect(assigned.label).toBe(agent.user.name);
    await carryOut(assigned);
    const moved = await start({ kind: "team", teamId: team.id });
    await carryOut(moved);
    expect(await now(1)).toMatchObject({ assigneeUserId: agent.user.id, teamId: team.id, status: "open" });
    await carryOut(await run(undoBulkChange, manager, { bulkChangeId: moved.id, undoId: newId() }));
    expect(await now(1)).toMatchObject({ assigneeUserId: agent.user.id, teamId: null });
  });

  test("of tags makes one tag for all, and taking it back leaves the others on", async () => {
    const [first] = tickets;
    await run(tagTask, other, { taskId: first!.id, create: ["Old"] });
    const bulk = await start({ kind: "tags", add: [], create: ["Recall"], remove: [] });
    expect(bulk.label).toBe("+Recall");
    await carryOut(bulk);
    for (const ticket of tickets) expect(await tagsOfTask(ticket.id)).toContain("Recall");
    await carryOut(await run(undoBulkChange, manager, { bulkChangeId: bulk.id, undoId: newId() }));
    expect(await tagsOfTask(first!.id)).toEqual(["Old"]);
  });

  test("asked for twice under one id is done once, also when both come at once", async () => {
    const id = newId();
    await Promise.all([start(high, undefined, manager, id), start(high, undefined, manager, id)]);
    const again = await start({ kind: "priority", priority: "low" }, undefined, manager, id);
    expect(again).toMatchObject({ total: 3, deed: high });
    expect(await refusal(start(high, undefined, other, id))).toEqual({ code: "NOT_FOUND" });
  });

  test("carried out by several at once, after a crash in between, changes each ticket once", async () => {
    const bulk = await start(high);
    expect(await carryOut(bulk, 1)).toEqual({ done: false });
    await Promise.all([carryOut(bulk), carryOut(bulk), carryOut(bulk)]);
    await carryOut(bulk);
    for (const ticket of tickets) expect(await eventsOf(ticket, taskPriorityChanged.name)).toHaveLength(1);
    expect(await shown(bulk)).toMatchObject({ changed: 3, state: "done" });
  });

  test("that is large goes step by step through the job", async () => {
    const db = systemDb();
    const bulk = await start(high);
    const more = Array.from({ length: 120 }, (_, n) => ({
      workspaceId: workspace.id,
      bulkChangeId: bulk.id,
      number: 10_000 + n,
    }));
    await db.insert(bulkChangeRows).values(more);
    const driven = await driveFunction(inngest(), bulkChange(), {
      name: bulkQueued.name,
      data: { workspaceId: workspace.id, bulkChangeId: bulk.id },
    });
    expect(driven.result).toEqual({ steps: 3 });
    expect(await shown(bulk)).toMatchObject({ changed: 3, refused: 120, state: "done" });
  });

  test("tells of each ticket that was left as it was, why; the others are done", async () => {
    const [first, second, third] = tickets as [Ticket, Ticket, Ticket];
    await run(changeTaskStatus, other, { taskId: second.id, status: "resolved" });
    const bulk = await start({ kind: "status", status: "pending" }, { numbers: [...numbers(), 90_000] });
    // Meanwhile.
    await run(changeTaskStatus, other, { taskId: third.id, status: "on_hold" });
    await carryOut(bulk);
    expect(await now(0)).toMatchObject({ status: "pending" });
    expect(await failures(bulk)).toEqual([
      {
        number: second.number,
        title: second.title,
        refusal: expect.objectContaining({ reason: "status_not_allowed" }),
      },
      {
        number: third.number,
        title: third.title,
        refusal: expect.objectContaining({ reason: "changed_by_other", values: { by: other.user.name } }),
      },
      { number: 90_000, title: null, refusal: expect.objectContaining({ code: "NOT_FOUND" }) },
    ]);
    expect(await shown(bulk)).toMatchObject({ changed: 1, refused: 3, total: 4 });
    expect(first.status).toBe("new");
  });

  test("does not resolve what its customer reopened meanwhile", async () => {
    const [first] = tickets as [Ticket];
    await run(changeTaskStatus, other, { taskId: first.id, status: "pending" });
    const bulk = await start({ kind: "status", status: "resolved" }, { numbers: [first.number] });
    await run(writeToSupport, first.customer, { chatId: first.chatId!, id: newId(), body: "Still broken." });
    await carryOut(bulk);
    expect(await now(0)).toMatchObject({ status: "open" });
    expect((await failures(bulk))[0]!.refusal).toMatchObject({ reason: "changed_by_somebody" });
  });

  test("of what the asker changed since by themselves goes on", async () => {
    const bulk = await start(high);
    const later = await start({ kind: "priority", priority: "low" });
    await carryOut(bulk);
    await carryOut(later);
    expect(await shown(later)).toMatchObject({ changed: 3, refused: 0 });
  });

  test("of a whole view takes what the view shows then to who asks, and to nobody else", async () => {
    const hidden = await makeTicket(workspace, { assigneeUserId: other.user.id });
    await run(setTaskPriority, other, { taskId: tickets[0]!.id, priority: "low" });
    const address = "priority=normal";
    expect(await read(countQueue, agent, { address })).toEqual({ count: 2, most: mostInBulk });
    const bulk = await start(high, { address }, agent);
    expect(bulk.total).toBe(2);
    await carryOut(bulk);
    expect(await now(0)).toMatchObject({ priority: "low" });
    expect(await now(1)).toMatchObject({ priority: "high" });
    expect(await ticketById(workspace, hidden.id)).toMatchObject({ priority: "normal" });
  });

  test("is refused at once for what can't be done with any ticket", async () => {
    expect(await refusal(start({ kind: "assignee", userId: newId() }))).toMatchObject({
      fields: [{ problem: "unknown_assignee" }],
    });
    expect(await refusal(start({ kind: "snooze", until: "2020-01-01T00:00:00Z" }))).toMatchObject({
      fields: [{ field: "deed.until", problem: "in_the_past" }],
    });
    expect(await refusal(start(high, { address: "status=closed" }))).toMatchObject({
      reason: "bulk_nothing",
    });
    expect(await refusal(start(high, { address: "status=sleeping" }))).toMatchObject({ code: "INVALID" });
    expect(await refusal(start(high, {}))).toMatchObject({ fields: [{ field: "numbers" }] });
    for (let n = 0; n < 3; n++) await start(high);
    expect(await refusal(start(high))).toMatchObject({ reason: "bulk_busy" });
  });

  test("ends with the rights of who asked", async () => {
    const bulk = await start(high, undefined, agent);
    const which = and(eq(memberships.workspaceId, workspace.id), eq(memberships.userId, agent.user.id));
    await systemDb().update(memberships).set({ role: "user" }).where(which);
    await carryOut(bulk);
    expect(await now(0)).toMatchObject({ priority: "normal" });
    await systemDb().update(memberships).set({ role: "agent" }).where(which);
    expect((await failures(bulk, agent)).map((one) => one.refusal.code)).toEqual(Array(3).fill("FORBIDDEN"));
    const second = await start(high, undefined, agent);
    await systemDb().update(memberships).set({ removedAt: new Date() }).where(which);
    expect(await carryOut(second)).toEqual({ done: true });
    expect(await now(0)).toMatchObject({ priority: "normal" });
  });

  test("can be cancelled: what was done stays, nothing more is done, and that can be taken back", async () => {
    const bulk = await start(high);
    await carryOut(bulk, 1);
    expect(await run(cancelBulkChange, manager, { bulkChangeId: bulk.id })).toMatchObject({
      state: "cancelled",
      changed: 1,
      mayUndo: true,
    });
    expect(await carryOut(bulk)).toEqual({ done: true });
    expect(await shown(bulk)).toMatchObject({ changed: 1 });
    expect(await now(2)).toMatchObject({ priority: "normal" });
    await run(dismissBulkChange, manager, { bulkChangeId: bulk.id });
    expect(await shown(bulk)).toBeUndefined();
  });
});

describe("taking it back", () => {
  test("puts back each ticket that nobody changed again, once, and says which were left alone", async () => {
    const bulk = await start(high);
    expect(
      await refusal(run(undoBulkChange, manager, { bulkChangeId: bulk.id, undoId: newId() })),
    ).toMatchObject({
      reason: "not_undoable",
    });
    await carryOut(bulk);
    await run(setTaskPriority, other, { taskId: tickets[1]!.id, priority: "urgent" });
    const twice = await Promise.all(
      [newId(), newId()].map((undoId) => run(undoBulkChange, manager, { bulkChangeId: bulk.id, undoId })),
    );
    expect(twice[0]!.id).toBe(twice[1]!.id);
    await carryOut(twice[0]!);
    expect([(await now(0)).priority, (await now(1)).priority, (await now(2)).priority]).toEqual([
      "normal",
      "urgent",
      "normal",
    ]);
    expect(await shown(twice[0]!)).toMatchObject({
      deed: high,
      undoesId: bulk.id,
      changed: 2,
      refused: 1,
      mayUndo: false,
    });
    expect(await failures(twice[0]!)).toMatchObject([
      {
        number: tickets[1]!.number,
        refusal: { reason: "changed_by_other", values: { by: other.user.name } },
      },
    ]);
    expect(await shown(bulk)).toMatchObject({ mayUndo: false });
  });

  test("leaves a ticket alone that somebody resolved again since, after its customer had asked and was answered", async () => {
    const [first] = tickets as [Ticket];
    const resolved: BulkDeed = { kind: "status", status: "resolved" };
    const bulk = await start(resolved, { numbers: [first.number] });
    await carryOut(bulk);
    await run(writeToSupport, first.customer, { chatId: first.chatId!, id: newId(), body: "Still broken" });
    await run(changeTaskStatus, other, { taskId: first.id, status: "resolved" });
    const undo = await run(undoBulkChange, manager, { bulkChangeId: bulk.id, undoId: newId() });
    await carryOut(undo);
    expect(await now(0)).toMatchObject({ status: "resolved", waitingSince: null });
    expect(await failures(undo)).toMatchObject([
      { refusal: { reason: "changed_by_other", values: { by: other.user.name } } },
    ]);
  });

  test.each(["new", "pending", "on_hold"] as const)(
    "brings a resolved ticket that was %s back",
    async (was) => {
      const [first] = tickets as [Ticket];
      if (was !== "new") await run(changeTaskStatus, other, { taskId: first.id, status: was });
      const { waitingSince } = await now(0);
      const bulk = await start({ kind: "status", status: "resolved" }, { numbers: [first.number] });
      await carryOut(bulk);
      expect(await now(0)).toMatchObject({ waitingSince: null });
      await carryOut(await run(undoBulkChange, manager, { bulkChangeId: bulk.id, undoId: newId() }));
      // What waits goes on waiting.
      expect(await now(0)).toMatchObject({ status: was === "new" ? "open" : was, waitingSince });
      expect(waitingSince).not.toBeNull();
    },
  );
});
