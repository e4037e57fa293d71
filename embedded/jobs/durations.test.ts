import { expect, test } from "vitest";
import { durationMs, momentMs } from "./durations";

test.each([
  ["1s", 1_000],
  ["2h30m10s", 9_010_000],
  ["1w2d", 777_600_000],
  ["1.5h", 5_400_000],
  ["250ms", 250],
  [42, 42],
] as const)("%s is %d milliseconds", (text, milliseconds) => {
  expect(durationMs(text)).toBe(milliseconds);
});

test.each(["", "soon", "10", "5 minutes", "-1s", "1y"])("%j is refused", (text) => {
  expect(() => durationMs(text)).toThrow(/is not a duration/);
});

test("a moment is a date, or a duration from now, or now", () => {
  expect(momentMs("2030-01-02T03:04:05.000Z", 7)).toBe(Date.UTC(2030, 0, 2, 3, 4, 5));
  expect(momentMs("1m", 7)).toBe(60_007);
  expect(momentMs("", 7)).toBe(7);
  expect(momentMs(undefined, 7)).toBe(7);
  expect(() => momentMs("2030-99-99")).toThrow(/is not a date/);
});
