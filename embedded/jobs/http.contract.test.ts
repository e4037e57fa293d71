import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import canonicalize from "canonicalize";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sign, signingKeyHash } from "./signature";
import { startJobs } from "./start";
import { KEYS, TestApp } from "./testing/app";
import { type Contract, freePort, realServer, startContract, testConfig, until } from "./testing/executor";
import { Notes } from "./testing/notes";

const notes = new Notes();

describe.skipIf(realServer)("over plain HTTP", () => {
  let contract: Contract;
  let grown = false;

  beforeAll(async () => {
    contract = await startContract((client) => [
      client.createFunction({ id: "echo", triggers: { event: "echo/go" } }, ({ event }) =>
        notes.add(event.data.k, event.data),
      ),
      ...(grown
        ? [
            client.createFunction({ id: "new", triggers: { event: "new/go" } }, ({ event }) =>
              notes.add(event.data.k, 1),
            ),
          ]
        : []),
    ]);
  });
  afterAll(() => contract.close());

  const post = (body: string | Uint8Array<ArrayBuffer>, { key = KEYS.eventKey, headers = {} } = {}) =>
    fetch(`${contract.base}e/${key}`, { method: "POST", body, headers });
  const event = (fields: object) => JSON.stringify({ name: "echo/go", data: {}, ...fields });

  test("ids are made by the server, even when the sender gives one", async () => {
    const answer = await post(event({ id: "mine" }));
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { ids: [expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/)], status: 200 },
    ]);
  });

  test("a send repeated with the same seed has the same ids and starts nothing twice", async () => {
    const k = notes.newKey();
    const headers = {
      "x-inngest-event-id-seed": `1700000000000,${Buffer.from(k.slice(0, 10)).toString("base64")}`,
    };
    const body = JSON.stringify([1, 2].map((n) => ({ name: "echo/go", data: { k, n } })));
    const answers = await Promise.all([1, 2, 3].map(async () => (await post(body, { headers })).json()));
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    await notes.until(k, 2);
    const end = notes.newKey();
    await post(event({ data: { k: end } }));
    await notes.until(end);
    expect(notes.of(k)).toHaveLength(2);
  });

  test("another event key is refused and stores nothing", async () => {
    const before = await contract.sql`select count(*)::int as n from jobs_engine.event`;
    const answer = await post(event({}), { key: "wrong" });
    expect(answer.status).toBe(401);
    expect(await contract.sql`select count(*)::int as n from jobs_engine.event`).toEqual(before);
  });

  test.each([
    ["not JSON", "{"],
    ["no name", "{}"],
    ["data that is a list", '{"name":"a","data":[]}'],
    ["a reserved name", '{"name":"inngest/function.failed","data":{}}'],
    ["one bad among good", '[{"name":"echo/go","data":{"k":"bad-batch"}},{"name":""}]'],
    ["too deep", `{"name":"a","data":{"x":${"[".repeat(3_000)}${"]".repeat(3_000)}}}`],
  ])("%s is refused with a reason", async (_, body) => {
    const answer = await post(body);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { ids: [""], status: 400, error: expect.stringMatching(/./) },
    ]);
    expect(notes.of("bad-batch")).toEqual([]);
  });

  test("bytes that are not UTF-8 are refused; too many are cut off", async () => {
    expect((await post(new Uint8Array([0x22, 0xff, 0xfe, 0x22]))).status).toBe(400);
    expect((await post(event({ data: { text: "x".repeat(4_000_000) } }))).status).toBe(413);
  });

  test("odd but valid data arrives as it was sent", async () => {
    const k = notes.newKey();
    const data = `{"k":"${k}","nul":"a\\u0000b","lone":"\\ud800","__proto__":{"x":1},"constructor":1,"emoji":"😀","big":1e21}`;
    expect((await post(`{"name":"echo/go","data":${data}}`)).status).toBe(200);
    const [received] = await notes.until(k);
    // Signed requests are in canonical form, so the order of the fields is not the sender's.
    expect(canonicalize(received)).toBe(canonicalize(JSON.parse(data)));
  });

  test("odd addresses break nothing", async () => {
    for (const path of ["/e/%ff", "//", "/e/", "/runs/..%2f", "/%00", "/fn/register"]) {
      const status = await new Promise<number | undefined>((resolve, reject) =>
        httpRequest(contract.base, { path, method: "POST" }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on("error", reject)
          .end("{}"),
      );
      expect([400, 401, 403, 404]).toContain(status);
    }
    expect((await fetch(`${contract.base}health`)).status).toBe(200);
  });

  test("metrics are Prometheus' text", async () => {
    const text = await (await fetch(`${contract.base}metrics`)).text();
    for (const name of [
      "queue_due",
      "queue_lag_seconds",
      "runs_running",
      "runs_failed_total",
      "events_total",
    ])
      expect(text).toMatch(
        new RegExp(`^# TYPE flowra_jobs_${name} (gauge|counter)\\nflowra_jobs_${name} \\d`, "m"),
      );
  });

  test("the app may ask to be read again, if it knows the signing key", async () => {
    const register = (key: string) =>
      fetch(`${contract.base}fn/register`, {
        method: "POST",
        body: '{"url":"http://169.254.169.254/"}',
        headers: { authorization: `Bearer ${signingKeyHash(key)}` },
      });
    expect((await register(`signkey-test-${"00".repeat(32)}`)).status).toBe(401);
    grown = true;
    await contract.app.stop();
    await contract.app.listen();
    const answer = await register(KEYS.signingKey);
    expect(await answer.json()).toEqual({ status: 200, ok: true, modified: true });
    const k = notes.newKey();
    await contract.app.client.send({ name: "new/go", data: { k } });
    await notes.until(k);
  });

  test("an app whose answers are not signed with our key is not believed", async () => {
    const functions = [{ id: "fake", triggers: [{ event: "echo/go" }], steps: { step: {} } }];
    const fake = createServer((_, response) => {
      response.setHeader("x-inngest-sdk", "js:v4");
      response.setHeader("x-inngest-signature", sign(`signkey-test-${"00".repeat(32)}`, "another body"));
      response.end(JSON.stringify({ app_id: "fake", functions }));
    });
    await new Promise<void>((resolve) => fake.listen(0, "127.0.0.1", resolve));
    const { port } = fake.address() as AddressInfo;
    const logged: string[] = [];
    const jobs = await startJobs(
      testConfig(contract.databaseUrl, `http://127.0.0.1:${port}/`, { port: 0 }),
      (message, facts) => logged.push(`${message} ${facts?.problem}`),
    );
    await until(() => logged.some((line) => line.includes("is not signed with our key")));
    expect(await contract.sql`select 1 from jobs_engine.function where app = 'fake'`).toHaveLength(0);
    await jobs.close();
    fake.close();
  });

  test("the SDK's own way of registering works: a PUT to the app makes it ask", async () => {
    const answer = await fetch(contract.app.url, { method: "PUT" });
    expect(answer.status).toBe(200);
  });
});

describe.skipIf(realServer)("in development, without keys", () => {
  test("nothing is signed and any event key will do", async () => {
    const { createTestDatabase } = await import("../../db/testing/database");
    const database = await createTestDatabase();
    const port = await freePort();
    const app = new TestApp(
      `http://127.0.0.1:${port}/`,
      (client) => [
        client.createFunction({ id: "dev", triggers: { event: "dev/go" } }, ({ event }) =>
          notes.add(event.data.k, 1),
        ),
      ],
      { dev: true },
    );
    await app.listen();
    const config = testConfig(database.url, app.url, { port, signingKey: undefined, eventKey: undefined });
    const jobs = await startJobs(config, () => {});
    const k = notes.newKey();
    await until(async () => {
      await app.client.send({ name: "dev/go", data: { k } });
      return notes.of(k).length;
    });
    await jobs.close();
    await app.stop();
    await database.drop();
  });
});
