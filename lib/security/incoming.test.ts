import { expect, test } from "vitest";
import { isProxied, refusalOf, refuseUnreadable } from "./incoming";

test.each([
  ["GET", "/w/acme/inbox?q=100%", null],
  ["POST", "/c/b%C3%BCro", null],
  ["FOO", "/", null],
  ["GET", "/c/%E0%A4%A", 400],
  ["GET", "/w/%ff/inbox", 400],
  ["GET", "/100%", 400],
  ["TRACE", "/", 405],
])("%s %s", (method, url, refusal) => expect(refusalOf({ method, url })).toBe(refusal));

test.each([
  ["an action's", { "next-action": "00" }, 500, 400],
  ["an action's", { "next-action": "00" }, 503, 503],
  ["an action's", { "next-action": "00" }, 200, 200],
  ["a page's", {}, 500, 500],
])("%s answer: %j %i becomes %i", (_, headers, given, told) => {
  const response = { statusCode: 200 };
  refuseUnreadable({ headers }, response);
  response.statusCode = given;
  expect(response.statusCode).toBe(told);
});

test("a proxy is known by what it adds", () => {
  expect(isProxied({ host: "flowra.test" })).toBe(false);
  expect(isProxied({ "x-forwarded-for": "203.0.113.9" })).toBe(true);
  expect(isProxied({ via: "1.1 proxy" })).toBe(true);
});
