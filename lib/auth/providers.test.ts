import { expect, test } from "vitest";
import { saysSecondFactor } from "./providers";

const token = (claims: object) => `h.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.s`;

test.each<[claims: object, second: boolean]>([
  [{ amr: ["mfa"] }, true],
  [{ amr: ["pwd", "otp"] }, true],
  [{ amr: ["pwd"] }, false],
  [{ amr: [] }, false],
  [{}, false],
  [{ amr: "mfa" }, false],
  [{ amr: { 0: "mfa" } }, false],
  [{ amr: [["mfa"]] }, false],
])("%j tells of a second factor: %s", (claims, second) =>
  expect(saysSecondFactor(token(claims))).toBe(second),
);

test("a provider without a signed token says nothing", () => expect(saysSecondFactor(undefined)).toBe(false));
