import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { eq, inArray, sql } from "drizzle-orm";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { systemDb } from "@/db/client";
import { domainEvents } from "@/db/schema";
import { makeWorkspace, useTestDatabase } from "@/db/testing/factories";
import { makeWorld, type World } from "@/db/testing/world";
import { run } from "@/lib/core/command";
import { onCommitted } from "@/lib/core/committed";
import type { StoredEvent } from "@/lib/core/events";
import { newId } from "@/lib/core/ids";
import { replyToTicket } from "@/lib/domain/tasks/commands/reply-to-ticket";
import { setTaskPriority } from "@/lib/domain/tasks/commands/set-task-priority";
import { startDispatcher, sweepOutbox } from "./dispatcher";
import { claimDue } from "./state";
import { useServices } from "./testing/services";

const database = useTestDatabase();
const { realtime, jobs } = useServices();
let world: World;
let stop = async () => {};

beforeAll(async () => {
  world = await makeWorld();
  await systemDb().update(domainEvents).set({ dispatchedAt: sql`now()` });
});
afterEach(async () => {
  onCommitted(undefined);
  await stop();
  stop = async () => {};
  await systemDb().update(domainEvents).set({ dispatchedAt: sql`now()` });
});

/** What a command committed, not dispatched by anybody. */
async function committed(work: Promise<unknown>): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  onCommitted((some) => events.push(...some));
  await work;
  onCommitted(undefined);
  return events;
}

const reply = (body = "On its way") => {
  const id = newId();
  return { id, done: run(replyToTicket, world.agent, { chatId: world.ticket.chatId!, id, body }) };
};
const setPriority = (priority: "low" | "normal" | "high" | "urgent") =>
  run(setTaskPriority, world.agent, { taskId: world.ticket.id, priority });

const letTimePass = () =>
  systemDb()
    .update(domainEvents)
    .set({ dispatchAfter: sql`now() - interval '1 second'` })
    .where(sql`dispatched_at is null and dead_at is null`);

const rowsOf = (events: { id: string }[]) =>
  systemDb()
    .select()
    .from(domainEvents)
    .where(
      inArray(
        domainEvents.id,
        events.map(({ id }) => id),
      ),
    );

const entriesTold = (id: string) =>
  realtime.taken.filter(({ name, data }) => name === "entry.changed" && JSON.parse(data).id === id);

async function addEvents(count: number, given: Partial<typeof domainEvents.$inferInsert> = {}) {
  const { id: workspaceId } = given.workspaceId ? { id: given.workspaceId } : world.workspace;
  const rows = Array.from({ length: count }, () => ({
    workspaceId,
    id: newId(),
    name: "test.happened",
    payload: {},
    subjectId: newId(),
    actorKind: "system" as const,
    dispatchAfter: new Date(0),
    ...given,
  }));
  await systemDb().insert(domainEvents).values(rows);
  return rows;
}

test("of many that look for due events at once, each event is claimed by exactly one", async () => {
  const other = await makeWorkspace();
  const events = [...(await addEvents(900)), ...(await addEvents(900, { workspaceId: other.id }))];
  const claimed = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const mine: string[] = [];
      for (let due = await claimDue(); due.length > 0; due = await claimDue())
        mine.push(...due.map(({ id }) => id));
      return mine;
    }),
  );
  expect(claimed.flat().sort()).toEqual(events.map(({ id }) => id).sort());
  expect(claimed.filter((mine) => mine.length > 0).length).toBeGreaterThan(1);
});

test("an event of a slow transaction is found although later ones were dispatched before it committed", async () => {
  let commit = () => {};
  const held = new Promise<void>((resolve) => {
    commit = resolve;
  });
  const early = newId();
  const slow = systemDb().transaction(async (tx) => {
    await tx.insert(domainEvents).values({
      workspaceId: world.workspace.id,
      id: early,
      name: "test.happened",
      payload: {},
      subjectId: early,
      actorKind: "system",
      dispatchAfter: new Date(0),
    });
    await held;
  });
  const later = await addEvents(1);
  expect(await sweepOutbox()).toBe(1);
  commit();
  await slow;
  expect(await sweepOutbox()).toBe(1);
  const rows = await rowsOf([{ id: early }, ...later]);
  expect(rows.map((row) => row.dispatchedAt !== null)).toEqual([true, true]);
});

test("a dispatcher killed between telling and marking: the event is told again after the lease, under the same id", async () => {
  const { id, done } = reply();
  const events = await committed(done);
  await letTimePass();
  jobs.behave("hang");
  const child = spawn(
    process.execPath,
    ["--import", "tsx", fileURLToPath(new URL("./testing/dispatch-due.ts", import.meta.url))],
    { env: { ...process.env, DATABASE_URL: database.url }, stdio: "inherit" },
  );
  await vi.waitFor(() => expect(entriesTold(id).length > 0 && jobs.asked > 0).toBe(true), {
    timeout: 20_000,
  });
  child.kill("SIGKILL");
  await once(child, "exit");
  expect((await rowsOf(events)).every((row) => row.dispatchedAt === null)).toBe(true);
  jobs.behave(200);

  expect(await sweepOutbox()).toBe(0);
  await letTimePass();
  expect(await sweepOutbox()).toBe(events.length);
  expect((await rowsOf(events)).every((row) => row.dispatchedAt !== null)).toBe(true);
  const told = entriesTold(id).map(({ channel, data }) => `${channel} ${data}`);
  // Twice to each side, to the letter the same: who applies by id and revision is where they were.
  expect(told.length).toBe(4);
  expect(new Set(told).size).toBe(2);
  const awaited = events.filter(({ name }) => name === "reply.awaits_customer").map((event) => event.id);
  expect(jobs.taken.map((event) => event.id)).toEqual(awaited);
});

test("a change is told at once, by the process that made it, and marked", async () => {
  stop = startDispatcher();
  const { id, done } = reply();
  await done;
  await vi.waitFor(() => expect(entriesTold(id)).toHaveLength(2));
  expect(jobs.taken).toMatchObject([
    { name: "reply.awaits_customer", data: { workspaceId: world.workspace.id } },
  ]);
  await stop();
  expect(await sweepOutbox()).toBe(0);
  const [row] = await systemDb().select().from(domainEvents).where(eq(domainEvents.id, jobs.taken[0]!.id));
  expect(row).toMatchObject({ attempts: 0, lastError: null, dispatchedAt: expect.any(Date) });
});

test("while the realtime service is away jobs go on; screens are told once it is back", async () => {
  const { id, done } = reply();
  const events = await committed(done);
  realtime.behave("drop");
  await letTimePass();
  expect(await sweepOutbox()).toBe(events.length);
  const [first] = jobs.taken;
  expect(first).toMatchObject({ name: "reply.awaits_customer" });
  expect(await rowsOf(events)).toEqual(
    events.map(() => expect.objectContaining({ attempts: 1, dispatchedAt: null, deadAt: null })),
  );

  realtime.behave(200);
  await letTimePass();
  await sweepOutbox();
  expect(entriesTold(id)).toHaveLength(2);
  expect(new Set(jobs.taken.map((event) => event.id))).toEqual(new Set([first!.id]));
  expect((await rowsOf(events)).every((row) => row.dispatchedAt !== null)).toBe(true);
});

test("a hint to screens that can't be told for long is given up, not kept as a dead letter", async () => {
  const events = await committed(setPriority("high"));
  realtime.behave(503);
  for (let attempt = 0; attempt < 5; attempt++) {
    await letTimePass();
    await sweepOutbox();
  }
  expect(await rowsOf(events)).toEqual(
    events.map(() => expect.objectContaining({ attempts: 5, dispatchedAt: expect.any(Date), deadAt: null })),
  );
});

test("a job service that never answers delays no screen", async () => {
  stop = startDispatcher();
  jobs.behave("hang");
  for (const { id, done } of [reply("First"), reply("Second")]) {
    await done;
    await vi.waitFor(() => expect(entriesTold(id)).toHaveLength(2));
    expect(jobs.taken).toEqual([]);
  }
  expect(jobs.asked).toBeGreaterThan(0);
  jobs.behave("drop");
}, 60_000);

test("an event that can't be told becomes a dead letter; others of the same round are told in the first", async () => {
  const [poison] = await addEvents(1, {
    name: "task.assigned",
    subjectId: world.ticket.id,
    payload: { taskId: world.ticket.id, type: "ticket", chatId: world.ticket.chatId, before: "nonsense" },
  });
  const { id, done } = reply("Healthy");
  const healthy = await committed(done);
  await letTimePass();
  expect(await sweepOutbox()).toBe(healthy.length + 1);
  expect(entriesTold(id)).toHaveLength(2);
  expect((await rowsOf(healthy)).every((row) => row.dispatchedAt !== null && row.attempts === 0)).toBe(true);

  for (let attempt = 1; attempt < 12; attempt++) {
    const [row] = await rowsOf([poison!]);
    expect(row).toMatchObject({
      attempts: attempt,
      deadAt: null,
      lastError: expect.stringContaining("before"),
    });
    await letTimePass();
    await sweepOutbox();
  }
  const [dead] = await rowsOf([poison!]);
  expect(dead).toMatchObject({ attempts: 12, deadAt: expect.any(Date), dispatchedAt: null });
  await letTimePass();
  expect(await sweepOutbox()).toBe(0);
});

test("an event that the job service refuses holds up none of its round", async () => {
  const [first, second] = [reply("Refused"), reply("Taken")];
  const events = [...(await committed(first.done)), ...(await committed(second.done))];
  const awaited = events.filter(({ name }) => name === "reply.awaits_customer");
  const refused = awaited[0]!.id;
  jobs.behave((items) => (items.some((item) => item.id === refused) ? 400 : 200));
  await letTimePass();
  await sweepOutbox();
  expect(jobs.taken.map((event) => event.id)).toEqual([awaited[1]!.id]);
  const failed = (await rowsOf(events)).filter((row) => row.dispatchedAt === null);
  expect(failed.map((row) => [row.id, row.attempts])).toEqual([[refused, 1]]);
});
