import { expect, test } from "vitest";
import { isProxied, refusalOf } from "./incoming";

test.each([
  ["GET", "/w/acme/inbox?q=100%", null],
  ["POST", "/c/b%C3%BCro", null],
  ["FOO", "/", null],
  ["GET", "/c/%E0%A4%A", 400],
  ["GET", "/w/%ff/inbox", 400],
  ["GET", "/100%", 400],
  ["TRACE", "/", 405],
])("%s %s", (method, url, refusal) => expect(refusalOf({ method, url })).toBe(refusal));

test("a proxy is known by what it adds", () => {
  expect(isProxied({ host: "flowra.test" })).toBe(false);
  expect(isProxied({ "x-forwarded-for": "203.0.113.9" })).toBe(true);
  expect(isProxied({ via: "1.1 proxy" })).toBe(true);
});
