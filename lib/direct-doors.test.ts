import { once } from "node:events";
import { createServer, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { Reply } from "./core/door";
import { notFound } from "./core/errors";
import { readInput, route, searchInput } from "./core/route";
import { answerDirectly, directDoor } from "./direct-doors";

vi.mock("@/lib/env", () => ({
  env: () => ({ TRUSTED_PROXIES: 0, LOG_LEVEL: "silent", FLOWRA_URL: "http://own.test" }),
}));

type Params = { chatId: string };
const long = "x".repeat(5_000);

const doors = [
  directDoor("/api/chats/[chatId]/messages", {
    GET: route<Params>("test.get", "token", async (request, { chatId }) => ({
      ...(searchInput(request, ["size"], { chatId }) as object),
      text: new URL(request.url).searchParams.has("size") ? long : "short",
    })),
    POST: route<Params>(
      "test.post",
      "token",
      async (request, params) => new Reply(await readInput(request, params), 201),
    ),
  }),
  directDoor("/api/lost", { GET: route("test.lost", "token", async () => Promise.reject(notFound())) }),
  directDoor("/api/own", { POST: route("test.own", "cookies", async () => ({ done: true })) }),
  directDoor("/api/file", {
    GET: route(
      "test.file",
      "token",
      async () => new Response("a,b", { headers: { "content-type": "text/csv" } }),
    ),
  }),
];
let server: Server;
let origin: string;
const left: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    if (answerDirectly(doors, request, response)) return;
    left.push(`${request.method} ${request.url}`);
    response.writeHead(418).end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => left.splice(0));

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${origin}${path}`, { method: "POST", body, headers });

test("a door gets its parameters and its body, and answers with its own status", async () => {
  const response = await post("/api/chats/a1-b2/messages", '{"text":"Hello"}');
  expect(response.status).toBe(201);
  expect(await response.json()).toEqual({ text: "Hello", chatId: "a1-b2" });
  expect(left).toEqual([]);
});

test("every answer carries the security headers, a request id, and is kept by nobody", async () => {
  for (const path of ["/api/chats/c/messages", "/api/lost", "/api/file"]) {
    const { headers } = await fetch(`${origin}${path}`);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-request-id")).toMatch(/^[\w-]{8,64}$/);
    expect(headers.get("cache-control")).toBe("no-store");
  }
});

test("refusals are answered as everywhere", async () => {
  const lost = await fetch(`${origin}/api/lost`);
  expect([lost.status, await lost.json()]).toEqual([404, { error: { code: "NOT_FOUND" } }]);
  const wrong = await post("/api/chats/c/messages", "{");
  expect([wrong.status, (await wrong.json()).error.fields]).toEqual([
    422,
    [{ field: "body", problem: "not_json" }],
  ]);
  const tooLong = await post("/api/chats/c/messages", `"${"x".repeat(200_000)}"`);
  expect([tooLong.status, (await tooLong.json()).error.fields[0].problem]).toEqual([422, "too_large"]);
});

test("who is known by cookie must come from an own page", async () => {
  expect((await post("/api/own", "")).status).toBe(403);
  expect((await post("/api/own", "", { origin: "http://other.test" })).status).toBe(403);
  expect((await post("/api/own", "", { origin: "http://own.test" })).status).toBe(200);
});

test("a body without end is read no further than allowed", async () => {
  const outgoing = httpRequest(`${origin}/api/chats/c/messages`, { method: "POST" });
  outgoing.on("error", () => {});
  const answered = once(outgoing, "response");
  const chunk = Buffer.alloc(32 * 1_024, "x");
  for (let n = 0; n < 8; n++) outgoing.write(chunk);
  const [response] = await answered;
  expect([response.statusCode, response.headers.connection]).toEqual([422, "close"]);
  outgoing.destroy();
});

test("long answers are compressed for those who can read that", async () => {
  const get = async (encoding: string, query = "?size=5000") => {
    const headers = { "accept-encoding": encoding };
    const outgoing = httpRequest(`${origin}/api/chats/c/messages${query}`, { headers }).end();
    const [response] = await once(outgoing, "response");
    response.resume();
    return response.headers;
  };
  expect(await get("gzip, br")).toMatchObject({ "content-encoding": "gzip", vary: "accept-encoding" });
  expect((await get("br"))["content-encoding"]).toBe(undefined);
  expect((await get("gzip", ""))["content-encoding"]).toBe(undefined);
  const response = await fetch(`${origin}/api/chats/c/messages?size=5000`);
  expect(await response.json()).toEqual({ size: "5000", chatId: "c", text: long });
});

test("an answer that is no JSON keeps its type", async () => {
  const response = await fetch(`${origin}/api/file`);
  expect([response.headers.get("content-type"), await response.text()]).toEqual(["text/csv", "a,b"]);
});

test("anything else is left to Next", async () => {
  await fetch(`${origin}/api/chats/c/messages`, { method: "HEAD" });
  await fetch(`${origin}/api/chats/c/messages`, { method: "PUT" });
  await fetch(`${origin}/api/chats/c/messages/`);
  await fetch(`${origin}/api/chats/c%20d/messages`);
  await fetch(`${origin}/w/api/chats/c/messages`);
  expect(left).toEqual([
    "HEAD /api/chats/c/messages",
    "PUT /api/chats/c/messages",
    "GET /api/chats/c/messages/",
    "GET /api/chats/c%20d/messages",
    "GET /w/api/chats/c/messages",
  ]);
});
