import { beforeAll, expect, test } from "vitest";
import { isSigned, signedQuery } from "./signed-link";

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

const day = 86_400_000;
const noon = Date.UTC(2026, 0, 5, 12);
const query = () => new URLSearchParams(signedQuery("avatars/a", noon));

test("it works for a day at least and two at most, and is the same all day", () => {
  expect(isSigned("avatars/a", query(), noon + day)).toBe(true);
  expect(isSigned("avatars/a", query(), noon + 2 * day)).toBe(false);
  expect(signedQuery("avatars/a", noon + day / 4)).toBe(signedQuery("avatars/a", noon));
});

test("it works for no other file, no later end, and not without a signature", () => {
  expect(isSigned("avatars/b", query(), noon)).toBe(false);
  const longer = query();
  longer.set("until", String(Number(longer.get("until")) + 86_400));
  expect(isSigned("avatars/a", longer, noon)).toBe(false);
  const bare = query();
  bare.delete("signature");
  expect(isSigned("avatars/a", bare, noon)).toBe(false);
  const odd = query();
  odd.set("until", "Infinity");
  expect(isSigned("avatars/a", odd, noon)).toBe(false);
});
