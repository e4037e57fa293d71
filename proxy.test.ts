import { NextRequest } from "next/server";
import { beforeAll, describe, expect, test } from "vitest";
import { proxy } from "./proxy";

beforeAll(() => {
  Object.assign(process.env, {
    FLOWRA_URL: "https://help.example.com",
    LOG_LEVEL: "silent",
    DATABASE_URL: "postgres://nobody@127.0.0.1:9/none",
    AUTH_SECRET: "x".repeat(32),
    FLOWRA_SECRET_KEY: "y".repeat(32),
    PUSHER_APP_ID: "a",
    PUSHER_KEY: "a",
    PUSHER_SECRET: "a",
  });
});

const ask = (method: string, headers: Record<string, string>) =>
  proxy(new NextRequest("http://10.0.0.7:3000/w/acme/inbox", { method, headers }));
const goesOn = (response: Response) => response.headers.get("x-middleware-next") === "1";

describe("a change that a page asks for", () => {
  test.each([
    ["another site's", { origin: "https://evil.example" }],
    ["a sandboxed frame's", { origin: "null" }],
    ["nobody's", {}],
    ["a name's that begins like ours", { origin: "https://help.example.com.evil.example" }],
    ["ours without encryption", { origin: "http://help.example.com" }],
    [
      "one's that says where it is for",
      { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    ],
    ["what is no origin", { origin: "help.example.com" }],
  ])("is refused when it is %s", async (_, headers: Record<string, string>) => {
    const response = await ask("POST", { host: "10.0.0.7:3000", "next-action": "00", ...headers });
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({ error: { code: "FORBIDDEN", reason: "foreign_origin" } });
    expect(response.headers.get("x-request-id")).not.toBe(null);
  });

  test("goes on when it is ours, whatever name the proxy in front asks for", async () => {
    const origin = "https://help.example.com";
    const response = await ask("POST", { host: "10.0.0.7:3000", origin });
    expect(goesOn(response)).toBe(true);
    // Next refuses what doesn't fit this header.
    expect(response.headers.get("x-middleware-request-x-forwarded-host")).toBe("help.example.com");
  });

  test("goes on when it comes from the host that it is for", async () => {
    expect(goesOn(await ask("POST", { host: "10.0.0.7:3000", origin: "http://10.0.0.7:3000" }))).toBe(true);
  });
});

test.each(["GET", "HEAD", "OPTIONS"])("%s changes nothing and may come from anywhere", async (method) => {
  expect(goesOn(await ask(method, { host: "10.0.0.7:3000", origin: "https://evil.example" }))).toBe(true);
});
