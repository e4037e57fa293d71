import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connectTo } from "./connect";
import { Connections } from "./connections";
import { createTestDatabase, type TestDatabase } from "./testing/database";
import { openGate } from "./testing/gate";

let database: TestDatabase;
let gate: Awaited<ReturnType<typeof openGate>>;
let connections: Connections;
beforeEach(async () => {
  database = await createTestDatabase();
  gate = await openGate(database.url);
  const options = { max: 1, connect_timeout: 1, longestSilence: 1_000, backoff: () => 0.01 };
  connections = new Connections((hear) => connectTo(gate.url, { ...options, ...hear }), 500);
});
afterEach(async () => {
  gate.set("open");
  await connections.end();
  await gate.close();
  await database.drop();
});

const code = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error) => (error.cause ?? error).code,
  );
const ask = () => code(connections.db.execute(sql`select 1`));
const transact = () => code(connections.begin("", (tx) => tx`select 1`));
const isBack = () =>
  vi.waitFor(async () => expect([await ask(), await transact()]).toEqual(["done", "done"]));

test.each(["hangs up", "silent"] as const)(
  "a database that %s is told as away, and used when it is back",
  async (state) => {
    const away = expect.stringMatching(/ECONNRESET|CONNECT_TIMEOUT|ETIMEDOUT/);
    gate.set(state);
    expect([await ask(), await transact()]).toEqual([away, away]);
    gate.set("open");
    await isBack();
    // The same with connections that are there.
    gate.set(state);
    if (state === "hangs up") gate.cut();
    expect([await transact(), await ask()]).toEqual([away, away]);
    gate.set("open");
    await isBack();
  },
);

test("one that falls silent in the middle of a transaction is given up, not one that only thinks", async () => {
  expect(await code(connections.begin("", (tx) => tx`select pg_sleep(0.6)`))).toBe("done");
  const transaction = connections.begin("", async (tx) => {
    await tx`select 1`;
    gate.set("silent");
    await tx`select 1`;
  });
  expect(await code(transaction)).toMatch(/ETIMEDOUT|CONNECTION_CLOSED/);
  gate.set("open");
  await isBack();
});

test("idle connections stay, however long nobody asks", async () => {
  expect(await transact()).toBe("done");
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(await transact()).toBe("done");
  expect(gate.came()).toBe(1);
});

test("what a lost transaction still does gets into nobody else's", async () => {
  await connections.db.execute(sql`create table notes (text text)`);
  let go = () => {};
  const gone = new Promise<void>((resolve) => {
    go = resolve;
  });
  let stray: Promise<unknown> | undefined;
  const lost = connections.begin("", async (tx) => {
    await tx`insert into notes values ('before')`;
    gate.cut();
    // Busy with something else than the database when its connection goes.
    await gone;
    stray = code(tx`insert into notes values ('after')`);
    await stray;
  });
  expect(await code(lost)).toMatch(/ECONNRESET|CONNECTION_CLOSED/);
  await vi.waitFor(() =>
    connections.begin("", async (tx) => {
      await tx`insert into notes values ('other')`;
      go();
      await vi.waitFor(() => expect(stray).toBeDefined());
      await tx`select pg_sleep(0.1)`;
    }),
  );
  expect(await stray).not.toBe("done");
  expect((await connections.db.execute(sql`select text from notes`)).map(({ text }) => text)).toEqual([
    "other",
  ]);
});

test("what was given up before it began is not begun any more", async () => {
  const busy = new Connections((hear) => connectTo(gate.url, { max: 1, ...hear }), 500);
  const holder = busy.begin("", async (tx) => {
    for (let n = 0; n < 12; n++) await tx`select pg_sleep(0.5)`;
  });
  const work = vi.fn(async () => {});
  expect(await code(busy.begin("", work))).toBe("CONNECT_TIMEOUT");
  await holder;
  expect(await code(busy.db.execute(sql`select 1`))).toBe("done");
  await busy.end();
  expect(work).not.toHaveBeenCalled();
});
