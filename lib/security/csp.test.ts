import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentSecurityPolicy } from "./csp";
import { frameAncestorsOf } from "./frame-ancestors";
import { requestIdFrom } from "./headers";
import { realtimeOrigins } from "./realtime-origins";

const usual = {
  nonce: "aFysodDjl4daUpIiit0Arg==",
  realtimeOrigins: ["wss://rt.example:6001"],
  frameAncestors: [],
  https: true,
  development: false,
};

function directive(policy: string, name: string): string[] {
  const found = policy.split("; ").filter((part) => part.split(" ")[0] === name);
  expect(found, name).toHaveLength(1);
  return found[0]!.split(" ").slice(1);
}

describe("contentSecurityPolicy", () => {
  it("runs no script without the nonce of this answer", () => {
    const scripts = directive(contentSecurityPolicy(usual), "script-src");
    expect(scripts).toContain(`'nonce-${usual.nonce}'`);
    expect(scripts).toContain("'strict-dynamic'");
    expect(scripts).not.toContain("'unsafe-inline'");
    expect(scripts).not.toContain("'unsafe-eval'");
  });

  it("takes style elements only by nonce, style attributes always", () => {
    const policy = contentSecurityPolicy(usual);
    expect(directive(policy, "style-src")).toEqual(["'self'", `'nonce-${usual.nonce}'`]);
    expect(directive(policy, "style-src-attr")).toEqual(["'unsafe-inline'"]);
  });

  it("is framed by nobody unless an inbox says where", () => {
    expect(directive(contentSecurityPolicy(usual), "frame-ancestors")).toEqual(["'none'"]);
    const framed = contentSecurityPolicy({
      ...usual,
      frameAncestors: ["https://shop.example", "http://localhost:8080"],
    });
    expect(directive(framed, "frame-ancestors")).toEqual(["https://shop.example", "http://localhost:8080"]);
  });

  it("connects to the realtime server and nowhere else", () => {
    expect(directive(contentSecurityPolicy(usual), "connect-src")).toEqual([
      "'self'",
      "wss://rt.example:6001",
    ]);
  });

  it("upgrades requests only where the page itself is on https", () => {
    expect(contentSecurityPolicy(usual)).toContain("upgrade-insecure-requests");
    expect(contentSecurityPolicy({ ...usual, https: false })).not.toContain("upgrade-insecure-requests");
  });

  it("opens eval and sockets for development only", () => {
    const policy = contentSecurityPolicy({ ...usual, development: true });
    expect(directive(policy, "script-src")).toContain("'unsafe-eval'");
    expect(directive(policy, "connect-src")).toContain("ws:");
  });

  it("refuses an origin or nonce that carries a directive", () => {
    for (const origin of [
      "https://a.example; script-src *",
      "*",
      "https://a.example/path",
      "javascript:alert(1)",
      "https://a b",
    ]) {
      expect(() => contentSecurityPolicy({ ...usual, frameAncestors: [origin] }), origin).toThrow(
        /Not an origin/,
      );
      expect(() => contentSecurityPolicy({ ...usual, realtimeOrigins: [origin] }), origin).toThrow(
        /Not an origin/,
      );
    }
    expect(() => contentSecurityPolicy({ ...usual, nonce: "x' 'unsafe-inline" })).toThrow(/Not a nonce/);
  });

  it("never grows a directive from an origin", () => {
    const count = contentSecurityPolicy(usual).split(";").length;
    fc.assert(
      fc.property(fc.string(), (text) => {
        let policy: string;
        try {
          policy = contentSecurityPolicy({ ...usual, frameAncestors: [`https://a.example${text}`] });
        } catch {
          return;
        }
        expect(policy.split(/[;,\n]/)).toHaveLength(count);
      }),
    );
  });
});

describe("realtimeOrigins", () => {
  const address = { PUSHER_CLUSTER: "eu", PUSHER_SCHEME: "http" } as const;

  it("uses Pusher's own hosts when none is set", () => {
    expect(realtimeOrigins(address)).toEqual(["wss://ws-eu.pusher.com", "https://sockjs-eu.pusher.com"]);
  });

  it("uses the server's address, or the public one where that differs", () => {
    const own = { ...address, PUSHER_HOST: "127.0.0.1", PUSHER_PORT: 6001 };
    expect(realtimeOrigins(own)).toEqual(["ws://127.0.0.1:6001", "http://127.0.0.1:6001"]);
    const behindProxy = { ...own, PUSHER_PUBLIC_HOST: "rt.example", PUSHER_PUBLIC_SCHEME: "https" } as const;
    expect(realtimeOrigins(behindProxy)).toEqual(["wss://rt.example", "https://rt.example"]);
  });
});

describe("frameAncestorsOf", () => {
  const sites = async (key: string) =>
    key === "shop" ? ["https://shop.example", "no origin; script-src *"] : null;

  it("lets an inbox's sites and Flowra itself frame a customer's page, and nobody frame another", async () => {
    expect(await frameAncestorsOf("/c/shop", sites)).toEqual(["'self'", "https://shop.example"]);
    expect(await frameAncestorsOf("/c/shop/frame", sites)).toEqual(["'self'", "https://shop.example"]);
    for (const path of ["/", "/c", "/c/", "/w/c/shop", "/cx/shop", "/c/other", "/c/sh%6Fp"]) {
      expect(await frameAncestorsOf(path, sites), path).toEqual([]);
    }
  });
});

it("keeps a request id that is one, and makes a new one otherwise", () => {
  expect(requestIdFrom("a1b2c3d4-e5f6")).toBe("a1b2c3d4-e5f6");
  for (const wrong of [null, "", "short", "x".repeat(65), "line\nbreak-here"]) {
    expect(requestIdFrom(wrong)).toMatch(/^[0-9a-f-]{36}$/);
  }
});
