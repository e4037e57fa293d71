import type postgres from "postgres";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connectTo } from "./connect";
import { openGate } from "./testing/gate";

let gate: Awaited<ReturnType<typeof openGate>>;
let sql: postgres.Sql;
beforeEach(async () => {
  gate = await openGate(process.env.TEST_DATABASE_URL!);
  sql = connectTo(gate.url, { max: 1, connect_timeout: 1, backoff: () => 0.01 });
});
afterEach(async () => {
  await sql.end({ timeout: 0 });
  await gate.close();
});

const ask = () =>
  sql`select 1 as one`.then(
    ([row]) => row?.one,
    ({ code }) => code,
  );

test("a server that accepts and hangs up is told as such, once for each question, and is asked again by the next", async () => {
  gate.set("hangs up");
  expect([await ask(), await ask()]).toEqual(["ECONNRESET", "ECONNRESET"]);
  expect(gate.came()).toBe(2);
  gate.set("open");
  expect(await ask()).toBe(1);
});

test("one that accepts and says nothing is given up", async () => {
  gate.set("silent");
  expect(await ask()).toBe("CONNECT_TIMEOUT");
  gate.set("open");
  expect(await ask()).toBe(1);
});

test("one that is away is told as such, and used when it is back", async () => {
  expect(await ask()).toBe(1);
  gate.set("hangs up");
  gate.cut();
  expect(await ask()).toBe("ECONNRESET");
  gate.set("open");
  await vi.waitFor(async () => expect(await ask()).toBe(1));
});

test("a transaction whose connection is lost ends with it, and nothing is thrown where nobody could catch it", async () => {
  const transaction = sql.begin(async (tx) => {
    await tx`select 1`;
    setTimeout(gate.cut, 20);
    await tx`select pg_sleep(20)`;
  });
  await expect(transaction).rejects.toMatchObject({
    code: expect.stringMatching(/ECONNRESET|CONNECTION_CLOSED/),
  });
  await vi.waitFor(async () => expect(await ask()).toBe(1));
});

test("of several hosts one that answers is found", async () => {
  const { port, username, password, pathname } = new URL(gate.url);
  const nowhere = "127.0.0.1:9";
  const several = connectTo(`postgres://${username}:${password}@${nowhere},127.0.0.1:${port}${pathname}`, {
    max: 1,
    backoff: () => 0.01,
  });
  expect((await several`select 1 as one`)[0]?.one).toBe(1);
  await several.end();
});

test("our own goodbye is no failure", async () => {
  expect(await ask()).toBe(1);
  await sql.end();
  expect(gate.came()).toBe(1);
});
