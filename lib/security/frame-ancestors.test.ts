import { describe, expect, it } from "vitest";
import { contentSecurityPolicy } from "./csp";
import { frameAncestorsOf } from "./frame-ancestors";

const inboxes: Record<string, string[]> = {
  shop: ["https://shop.example", "https://*.shop.example:8443"],
  closed: [],
  broken: ["https://shop.example; script-src *", "javascript:alert(1)", "*", "https://fine.example"],
};
const ancestors = (path: string) => frameAncestorsOf(path, async (key) => inboxes[key] ?? null);

describe("who may frame a page", () => {
  it("is Flowra and the inbox's own sites for its chat page and what lies below it", async () => {
    const all = ["'self'", "https://shop.example", "https://*.shop.example:8443"];
    expect(await ancestors("/c/shop")).toEqual(all);
    expect(await ancestors("/c/shop/return")).toEqual(all);
    expect(await ancestors("/c/closed")).toEqual(["'self'"]);
  });

  it.each(["/", "/c", "/c/", "/c/unknown", "/w/shop", "/x/c/shop", "/c/shop%2Freturn", "/c//shop"])(
    "is nobody for %s",
    async (path) => {
      expect(await ancestors(path)).toEqual([]);
    },
  );

  it("leaves out what is stored but no origin", async () => {
    const frameAncestors = await ancestors("/c/broken");
    expect(frameAncestors).toEqual(["'self'", "https://fine.example"]);
    const policy = contentSecurityPolicy({
      nonce: "abcdefghijklmnopqrst",
      realtimeOrigins: [],
      frameAncestors,
      https: true,
      development: false,
    });
    expect(policy).toContain("frame-ancestors 'self' https://fine.example;");
  });
});
