import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../db/testing/database";
import { KEYS, TestApp } from "./testing/app";
import {
  ExecutorProcess,
  freePort,
  realServer,
  testConfig,
  until,
  untilRegistered,
} from "./testing/executor";
import { Notes } from "./testing/notes";

const notes = new Notes();
const note = notes.add.bind(notes);
const gates = new Map<string, () => void>();
const gate = (key: string) => new Promise<void>((resolve) => gates.set(key, resolve));
const open = async (key: string) => (await until(() => gates.get(key)))();

describe.skipIf(realServer)("durability", () => {
  let database: TestDatabase;
  let sql: postgres.Sql;
  let app: TestApp;
  let first: ExecutorProcess;
  let second: ExecutorProcess;

  beforeAll(async () => {
    database = await createTestDatabase();
    sql = postgres(database.url, { max: 3, onnotice: () => {} });
    const port = await freePort();
    app = new TestApp(`http://127.0.0.1:${port}/`, (client) => [
      client.createFunction(
        { id: "chain", retries: 0, triggers: { event: "chain/go" } },
        async ({ event, step }) => {
          const { k, length } = event.data;
          for (let i = 0; i < length; i++) await step.run(`step-${i}`, () => note(k, i));
          note(`${k}-end`, true);
        },
      ),
      client.createFunction(
        { id: "gated", retries: 0, triggers: { event: "gated/go" } },
        async ({ event, step }) => {
          const { k } = event.data;
          await step.run("before", () => note(k, "before"));
          await step.run("held", async () => {
            note(k, "held");
            await gate(`${k}-${notes.of(k).length}`);
          });
          await step.run("after", () => note(k, "after"));
          note(`${k}-end`, true);
        },
      ),
      client.createFunction(
        { id: "sleeper", retries: 0, triggers: { event: "sleeper/go" } },
        async ({ event, step }) => {
          await step.sleep("sleep", "1s");
          await step.run("woken", () => note(event.data.k, "woken"));
        },
      ),
      client.createFunction(
        { id: "alone", retries: 0, concurrency: 1, triggers: { event: "alone/go" } },
        async ({ event, step }) => {
          await step.run("count", async () => {
            note(`${event.data.k}-in`, 1);
            const inside = notes.of(`${event.data.k}-in`).length - notes.of(`${event.data.k}-out`).length;
            await new Promise((resolve) => setImmediate(resolve));
            note(`${event.data.k}-out`, 1);
            note(`${event.data.k}-inside`, inside);
          });
        },
      ),
    ]);
    await app.listen();
    first = new ExecutorProcess(testConfig(database.url, app.url, { port }));
    second = new ExecutorProcess(testConfig(database.url, app.url, { port: await freePort() }));
  });

  beforeEach(async () => {
    await first.start();
    await untilRegistered(first.base);
  });

  afterEach(async () => {
    await Promise.all([first.end("SIGKILL"), second.end("SIGKILL")]);
  });

  afterAll(async () => {
    await app.stop();
    await sql.end();
    await database.drop();
  });

  const send = (name: string, data: Record<string, unknown>) => app.client.send({ name, data });
  const endSessions = () => sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'flowra jobs'`;

  test("killed in the middle of a step: that step runs again, the finished one before it does not", async () => {
    const k = notes.newKey();
    await send("gated/go", { k });
    await until(() => gates.has(`${k}-2`));
    await first.end("SIGKILL");
    await open(`${k}-2`);
    await first.start();
    await open(`${k}-3`);
    await notes.until(`${k}-end`);
    expect(notes.of(k)).toEqual(["before", "held", "held", "after"]);
  });

  test("killed again and again: every run ends and no finished step runs twice", async () => {
    const keys = Array.from({ length: 20 }, () => notes.newKey());
    const length = 10;
    await Promise.all(keys.map((k) => send("chain/go", { k, length })));
    const done = () => keys.reduce((total, k) => total + notes.of(k).length, 0);
    for (let kills = 1; kills <= 4; kills++) {
      await until(() => done() >= kills * 35);
      await first.end("SIGKILL");
      await first.start();
    }
    await Promise.all(keys.map((k) => notes.until(`${k}-end`)));
    const steps = await sql<{ run_id: string; n: number }[]>`
      select run_id, count(*)::int as n from jobs_engine.step where name like 'step-%' group by run_id`;
    expect(steps.every(({ n }) => n === length)).toBe(true);
    // A step may be repeated only if the kill came while it ran: never out of order, and never after a later one.
    for (const k of keys) {
      expect(notes.of(k)).toEqual(notes.of(k).toSorted((a, b) => Number(a) - Number(b)));
      expect(new Set(notes.of(k)).size).toBe(length);
    }
  });

  test("an event that was acknowledged is not lost by a kill right after", async () => {
    const k = notes.newKey();
    await send("chain/go", { k, length: 1 });
    await first.end("SIGKILL");
    await first.start();
    await notes.until(`${k}-end`);
  });

  test("a timer that fell due while nothing ran fires once afterwards", async () => {
    const k = notes.newKey();
    await send("sleeper/go", { k });
    await until(async () => (await sql`select 1 from jobs_engine.job where key like 'wake:%'`).length > 0);
    await first.end("SIGKILL");
    await until(async () => {
      const [job] = await sql`select run_at < now() as due from jobs_engine.job where key like 'wake:%'`;
      return job?.due === true;
    });
    await Promise.all([first.start(), second.start()]);
    await notes.until(k);
    await until(async () => (await sql`select 1 from jobs_engine.run where status = 'running'`).length === 0);
    expect(notes.of(k)).toEqual(["woken"]);
  });

  test("two executors share the work: each step once, limits kept", async () => {
    await second.start();
    const keys = Array.from({ length: 20 }, () => notes.newKey());
    const alone = notes.newKey();
    await Promise.all([
      ...keys.map((k) => send("chain/go", { k, length: 5 })),
      ...Array.from({ length: 15 }, () => send("alone/go", { k: alone })),
    ]);
    await Promise.all(keys.map((k) => notes.until(`${k}-end`)));
    await notes.until(`${alone}-inside`, 15);
    for (const k of keys) expect(notes.of(k)).toEqual([0, 1, 2, 3, 4]);
    expect(new Set(notes.of(`${alone}-inside`))).toEqual(new Set([1]));
  });

  test("when one of two is killed the other takes over its step", async () => {
    const k = notes.newKey();
    await send("gated/go", { k });
    await until(() => gates.has(`${k}-2`));
    await second.start();
    await first.end("SIGKILL");
    await open(`${k}-3`);
    await notes.until(`${k}-end`);
    expect(notes.of(k)).toEqual(["before", "held", "held", "after"]);
  });

  test("a result that comes after the job was given to somebody else is not applied", async () => {
    const [k, marker] = [notes.newKey(), notes.newKey()];
    await send("gated/go", { k });
    await until(() => gates.has(`${k}-2`));
    await sql`update jobs_engine.job set owner = null, lease = null where kind = 'call' and owner is not null`;
    // Somebody who looks around finds it: here the same executor.
    await until(() => gates.has(`${k}-3`));
    await open(`${k}-2`);
    await send("chain/go", { k: marker, length: 1 });
    await notes.until(`${marker}-end`);
    const [held] = await sql`
      select count(*)::int as n from jobs_engine.step join jobs_engine.run on run.id = step.run_id
      where run.events like ${`%${k}%`} and step.name = 'held'`;
    expect(held?.n).toBe(0);
    await open(`${k}-3`);
    await notes.until(`${k}-end`);
    expect(notes.of(k)).toEqual(["before", "held", "held", "after"]);
  });

  test("all sessions of Postgres ended during a step: nobody takes it over, and it is not repeated", async () => {
    const k = notes.newKey();
    await send("gated/go", { k });
    await until(() => gates.has(`${k}-2`));
    await second.start();
    const lockedBy = async () => {
      const [locks] = await sql`
        select count(*)::int as n from pg_locks where locktype = 'advisory' and classid = 740004 and mode = 'ExclusiveLock'`;
      return locks?.n;
    };
    for (let times = 0; times < 5; times++) {
      await endSessions();
      await until(async () => (await lockedBy()) === 2);
    }
    await open(`${k}-2`);
    await notes.until(`${k}-end`);
    expect(notes.of(k)).toEqual(["before", "held", "after"]);
  });

  test("sessions ended again and again during much work: nothing lost, nothing twice", async () => {
    const keys = Array.from({ length: 10 }, () => notes.newKey());
    const accepted = await Promise.all(keys.map((k) => send("chain/go", { k, length: 8 })));
    expect(accepted).toHaveLength(10);
    const done = () => keys.reduce((total, k) => total + notes.of(k).length, 0);
    for (let times = 1; times <= 3; times++) {
      await until(() => done() >= times * 20);
      await endSessions();
    }
    await Promise.all(keys.map((k) => notes.until(`${k}-end`)));
    for (const k of keys) expect(notes.of(k)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test("an app that is down costs no attempt", async () => {
    const k = notes.newKey();
    await app.stop();
    await send("chain/go", { k, length: 2 });
    await until(async () => {
      const [job] = await sql`select unreachable from jobs_engine.job where kind = 'call'`;
      return job?.unreachable >= 2;
    });
    await app.listen();
    // The function has no retries: one attempt lost would have failed it.
    await notes.until(`${k}-end`);
    expect(notes.of(k)).toEqual([0, 1]);
  });

  test("on SIGTERM the step under way ends and is stored before the process does", async () => {
    const k = notes.newKey();
    await send("gated/go", { k });
    await until(() => gates.has(`${k}-2`));
    const ended = first.end("SIGTERM");
    await until(async () => !(await fetch(`${first.base}health`).catch(() => undefined)));
    await open(`${k}-2`);
    await ended;
    const [stored] = await sql`
      select count(*)::int as n from jobs_engine.step join jobs_engine.run on run.id = step.run_id
      where run.events like ${`%${k}%`} and step.name = 'held' and step.result is not null`;
    expect(stored?.n).toBe(1);
    await first.start();
    await notes.until(`${k}-end`);
    expect(notes.of(k)).toEqual(["before", "held", "after"]);
  });

  test("an app with another signing key is neither called nor believed", async () => {
    const k = notes.newKey();
    await first.end("SIGTERM");
    const other = `signkey-test-${"6b".repeat(32)}`;
    const stranger = new ExecutorProcess(
      testConfig(database.url, app.url, { port: Number(new URL(first.base).port), signingKey: other }),
    );
    await stranger.start();
    await send("chain/go", { k, length: 1 });
    await until(async () => {
      const [job] = await sql`select unreachable from jobs_engine.job where kind = 'call'`;
      return job?.unreachable > 0;
    });
    expect(notes.of(k)).toEqual([]);
    await stranger.end("SIGTERM");
    await first.start();
    await notes.until(`${k}-end`);
    expect(KEYS.signingKey).not.toBe(other);
  });
});
