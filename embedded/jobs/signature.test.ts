import { expect, test } from "vitest";
import { isSigned, sameText, sign, signingKeyHash } from "./signature";

const key = `signkey-test-${"0f".repeat(32)}`;

test("a signature holds for its body, its key and five minutes", () => {
  const header = sign(key, "body", 1_000_000);
  expect(isSigned(key, "body", header, 1_000_000 + 299_000)).toBe(true);
  expect(isSigned(key, "body", header, 1_000_000 + 302_000)).toBe(false);
  expect(isSigned(key, "other", header, 1_000_000)).toBe(false);
  expect(isSigned(`signkey-test-${"0e".repeat(32)}`, "body", header, 1_000_000)).toBe(false);
  for (const bad of [undefined, "", "t=&s=", "t=1000", header.replace("t=", "t=x")])
    expect(isSigned(key, "body", bad, 1_000_000)).toBe(false);
});

test("the hash of a signing key is over its bytes and keeps the prefix", () => {
  expect(signingKeyHash("signkey-test-00")).toBe(
    "signkey-test-6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  );
});

test("texts of different lengths can be compared", () => {
  expect(sameText("a", "a")).toBe(true);
  expect(sameText("a", "ab")).toBe(false);
});
