import { afterEach, beforeEach, expect, test, vi } from "vitest";

const lines: [level: string, fields: object, message: string][] = [];
vi.mock("./logger", () => ({
  logger: () => ({
    warn: (fields: object, message: string) => lines.push(["warn", fields, message]),
    error: (fields: object, message: string) => lines.push(["error", fields, message]),
  }),
}));
const { logOften } = await import("./log-often");

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
  lines.length = 0;
});
const refused = (operation: string) => logOften("warn", { operation }, "refused");
const line = (operation: string, count: number) => ["warn", { operation, count }, "refused"];

test("the first is told at once, all others of that minute in one line", () => {
  for (let n = 0; n < 1_000; n++) refused("a");
  expect(lines).toEqual([line("a", 1)]);
  vi.advanceTimersByTime(60_000);
  expect(lines).toEqual([line("a", 1), line("a", 999)]);
  refused("a");
  vi.advanceTimersByTime(59_999);
  expect(lines).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(lines.slice(2)).toEqual([line("a", 1)]);
});

test("after a quiet minute it is news again", () => {
  refused("a");
  vi.advanceTimersByTime(60_000);
  expect(lines).toEqual([line("a", 1)]);
  refused("a");
  expect(lines).toEqual([line("a", 1), line("a", 1)]);
});

test("of the minute's many the latest is the example", () => {
  for (const err of ["first", "second", "third"]) logOften("warn", { operation: "a" }, "refused", { err });
  vi.advanceTimersByTime(60_000);
  expect(lines.map(([, fields]) => fields)).toEqual([
    { operation: "a", count: 1, err: "first" },
    { operation: "a", count: 2, err: "third" },
  ]);
});

test("kinds are counted apart, and so are levels", () => {
  refused("a");
  refused("b");
  logOften("error", { operation: "a" }, "refused");
  expect(lines).toEqual([line("a", 1), line("b", 1), ["error", { operation: "a", count: 1 }, "refused"]]);
});
