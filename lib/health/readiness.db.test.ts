import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { closeDatabase } from "@/db/client";
import { forgetProcess, makeWorkspace, useTestDatabase } from "@/db/testing/factories";
import { check, Unhealthy } from "./check";
import { probeHttp } from "./http-probe";
import { readiness } from "./readiness";

useTestDatabase();

let status = 200;
const mute = createServer();
const server = createServer((_, response) => {
  response.statusCode = status;
  response.end("{}");
});
const address = (of: typeof server) => `http://127.0.0.1:${(of.address() as AddressInfo).port}`;
beforeAll(async () => {
  await Promise.all(
    [server, mute].map((each) => new Promise<void>((ready) => each.listen(0, "127.0.0.1", ready))),
  );
  process.env.RESEND_BASE_URL = address(server);
  process.env.INNGEST_BASE_URL = address(server);
});
afterAll(() => {
  mute.closeAllConnections();
  mute.close();
  server.close();
});

test("each part is named with its time; a part that is away is no reason to send people elsewhere", async () => {
  await makeWorkspace();
  const { ready, checks } = await readiness();
  expect(ready).toBe(true);
  // Nothing listens on the realtime port of the tests.
  expect(Object.fromEntries(checks.map(({ name, reason }) => [name, reason]))).toEqual({
    database: null,
    realtime: "unreachable",
    jobs: null,
    mail: null,
    storage: null,
  });
  for (const { ms } of checks) expect(ms).toBeGreaterThanOrEqual(0);
});

describe("a probe says why", () => {
  test.each([
    [401, "unauthorized"],
    [403, "unauthorized"],
    [500, "failed"],
    [404, null],
    [200, null],
  ])("%i is %s", async (answer, reason) => {
    status = answer;
    expect(await check("jobs", () => probeHttp(address(server)))).toMatchObject({
      ok: reason === null,
      reason,
    });
  });

  test("who accepts and never answers is timed out after two seconds, whatever the probe does", async () => {
    const checks = await Promise.all([
      check("jobs", () => probeHttp(address(mute))),
      check("mail", () => new Promise(() => {})),
    ]);
    expect(checks.map(({ reason }) => reason)).toEqual(["timeout", "timeout"]);
    for (const { ms } of checks) expect(ms).toBeLessThan(3_000);
  });

  test("and nothing else: no address, no query, no key", async () => {
    const answer = await check("database", () =>
      Promise.reject(new Error("password of postgres://u:secret@db")),
    );
    expect(answer).toEqual({ name: "database", ok: false, ms: expect.any(Number), reason: "failed" });
    expect(new Unhealthy("failed").message).toBe("failed");
  });
});

test("without the database nobody can be served, and the answer says only that", async () => {
  await closeDatabase();
  const url = process.env.DATABASE_URL;
  process.env.DATABASE_URL = "postgres://nobody:secret@127.0.0.1:9/none";
  // The configuration is read once, and the last answer kept a moment, so this needs a new app.
  forgetProcess();
  vi.resetModules();
  const { GET } = await import("@/app/api/health/ready/route");
  const response = await GET(new Request("http://localhost/api/health/ready"), {
    params: Promise.resolve({}),
  });
  const body = await response.text();
  expect(response.status).toBe(503);
  expect(JSON.parse(body)).toMatchObject({
    ready: false,
    checks: [{ name: "database", ok: false }, {}, {}, {}, {}],
  });
  expect(body).not.toMatch(/127\.0\.0\.1|secret|nobody/);
  await closeDatabase();
  process.env.DATABASE_URL = url;
});
