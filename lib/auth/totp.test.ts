import fc from "fast-check";
import { expect, test } from "vitest";
import { codeOf } from "./testing/codes";
import { newRecoveryCodes, newTotpSecret, normalRecoveryCode, totpAddress, totpStep } from "./totp";

// The published example of the standard: secret "12345678901234567890" in base 32.
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

test("the standard's codes are right at the standard's times", () => {
  expect(totpStep(secret, "287082", 59_000)).toBe(1);
  expect(totpStep(secret, "081804", 1_111_111_109_000)).toBe(37_037_036);
  expect(totpStep(secret, "353130", 20_000_000_000_000)).toBe(666_666_666);
});

test("a code is taken one step early and late, and no further", () => {
  const now = Math.floor(Date.now() / 30_000);
  expect([-2, -1, 0, 1, 2].map((steps) => totpStep(secret, codeOf(secret, steps)))).toEqual([
    null,
    now - 1,
    now,
    now + 1,
    null,
  ]);
});

test("what isn't six digits is no code", () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      fc.pre(!/^\d{6}$/.test(typed));
      expect(totpStep(secret, typed)).toBeNull();
    }),
  );
});

test("the address for the app carries issuer, person and secret", () => {
  const own = newTotpSecret();
  const url = new URL(totpAddress(own, "kim+test@example.com"));
  expect(decodeURIComponent(url.pathname)).toContain("Flowra:kim+test@example.com");
  expect(url.searchParams.get("secret")).toBe(own);
});

test("recovery codes differ, and survive how people type them", () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) {
    const plain = code.replace("-", "");
    expect(normalRecoveryCode(code)).toBe(plain);
    expect(normalRecoveryCode(` ${plain.toLowerCase().slice(0, 4)} ${plain.slice(4)} `)).toBe(plain);
  }
  expect(normalRecoveryCode("123456")).toBeNull();
});
