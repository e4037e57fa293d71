import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { seal, unseal } from "./encryption";

beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: "postgres://nobody@127.0.0.1:9/none",
    AUTH_SECRET: "x".repeat(32),
    FLOWRA_SECRET_KEY: "y".repeat(32),
    PUSHER_APP_ID: "a",
    PUSHER_KEY: "a",
    PUSHER_SECRET: "a",
  });
});

test("what was sealed opens again, for its purpose only, and looks different each time", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      const well = text.toWellFormed();
      const sealed = seal(well, "totp");
      expect(unseal(sealed, "totp")).toBe(well);
      expect(unseal(sealed, "second-factor")).toBeNull();
      expect(seal(well, "totp")).not.toBe(sealed);
    }),
  );
});

test("a seal that was changed anywhere doesn't open", () => {
  const sealed = seal("JBSWY3DPEHPK3PXP", "totp");
  const bytes = Buffer.from(sealed.slice(3), "base64url");
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1;
    expect(unseal(`v1.${changed.toString("base64url")}`, "totp")).toBeNull();
  }
});

test.each(["", "v1", "v1.", "v1.AAAA", "v2.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "nonsense"])(
  "%j is no seal",
  (text) => expect(unseal(text, "totp")).toBeNull(),
);
