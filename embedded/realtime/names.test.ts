import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { channelKind } from "./names";

const kind = (access: string, encrypted = false, cache = false) => ({ access, encrypted, cache });

describe("channelKind", () => {
  it.each([
    ["news", kind("public")],
    ["cache-news", kind("public", false, true)],
    ["private-a", kind("private")],
    ["private-cache-a", kind("private", false, true)],
    ["private-encrypted-a", kind("private", true)],
    ["private-encrypted-cache-a", kind("private", true, true)],
    ["presence-a", kind("presence")],
    ["presence-cache-a", kind("presence", false, true)],
    ["privateer", kind("public")],
    ["__proto__", kind("public")],
    ["#server-to-user-ana é", kind("user")],
    ["#server-to-user-", null],
    [`#server-to-user-${"x".repeat(129)}`, null],
    ["#other", null],
    ["", null],
    ["a b", null],
    ["a\n", null],
    ["x".repeat(164), kind("public")],
    ["x".repeat(165), null],
  ])("%j", (name, expected) => expect(channelKind(name)).toEqual(expected));

  it("takes no character but those of the protocol", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 20 }), (name) => {
        if (name.startsWith("#")) return;
        expect(channelKind(name) !== null).toBe(/^[A-Za-z0-9_\-=@,.;]+$/.test(name) && !name.endsWith("\n"));
      }),
    );
  });
});
