import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Signer } from "./auth";
import { HttpError } from "./http-error";
import { checkSignature, parseTarget } from "./http-signature";

const signer = new Signer("key", "secret");
const now = 1_700_000_000_000;

/** The query that a library would send; values are signed as they are and escaped afterwards. */
function signed(
  method: string,
  path: string,
  own: Record<string, string> = {},
  timestamp = now / 1_000,
): string {
  const params: Record<string, string> = {
    auth_key: "key",
    auth_timestamp: `${timestamp}`,
    auth_version: "1.0",
    ...own,
  };
  const names = Object.keys(params).sort();
  const signature = signer.sign(
    `${method}\n${path}\n${names.map((name) => `${name}=${params[name]}`).join("&")}`,
  );
  const query = names.map((name) => `${name}=${encodeURIComponent(params[name] ?? "")}`).join("&");
  return `${encodeURI(path)}?${query}&auth_signature=${signature}`;
}

const check = (method: string, url: string) => checkSignature(signer, method, parseTarget(url), now);

describe("checkSignature", () => {
  it("accepts the protocol's signature over any parameters", () => {
    const value = fc.string({ unit: "grapheme" }).filter((text) => !/[&=]/.test(text));
    fc.assert(
      fc.property(value, value, (prefix, info) => {
        check("GET", signed("GET", "/apps/1/channels", { filter_by_prefix: prefix, info }));
      }),
    );
  });

  it("accepts ids that are escaped in the path", () => {
    check("POST", signed("POST", "/apps/1/users/é x/terminate_connections"));
  });

  it("refuses when any part of what was signed is changed", () => {
    const url = signed("POST", "/apps/1/events", { body_md5: "a".repeat(32) });
    const changes: Array<[string, string]> = [
      ["POST", url.replace("/apps/1/", "/apps/2/")],
      ["POST", url.replace("aaaa", "aaab")],
      ["POST", `${url}&more=1`],
      ["GET", url],
      ["POST", url.replace(/auth_signature=./, "auth_signature=g")],
      ["POST", url.replace(/&auth_signature.*/, "")],
    ];
    for (const [method, changed] of changes) expect(() => check(method, changed), changed).toThrow(HttpError);
    check("POST", url);
  });

  it.each([
    [600, true],
    [-600, true],
    [601, false],
    [-601, false],
  ])("takes a clock that is %i s off: %s", (offset, taken) => {
    const url = signed("GET", "/apps/1/channels", {}, now / 1_000 + offset);
    if (taken) check("GET", url);
    else expect(() => check("GET", url)).toThrow(/auth_timestamp/);
  });
});

describe("parseTarget", () => {
  it("gives a target or says 400, whatever the address", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (url) => {
        try {
          expect(parseTarget(url).query).toBeInstanceOf(Map);
        } catch (error) {
          expect(error).toMatchObject({ status: 400 });
        }
      }),
    );
  });

  it("takes `__proto__` for a name like others, and no name twice", () => {
    expect(parseTarget("/a?__proto__=1").query.get("__proto__")).toBe("1");
    expect(() => parseTarget("/a?info=1&INFO=2")).toThrow(/info is given twice/);
  });
});
