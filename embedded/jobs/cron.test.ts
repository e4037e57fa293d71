import { expect, test } from "vitest";
import { nextCronMoment } from "./cron";

const at = (text: string) => Date.parse(text);
const next = (line: string, after: string) => new Date(nextCronMoment(line, at(after))).toISOString();

test("a line means UTC unless it names a time zone", () => {
  expect(next("0 9 * * *", "2026-01-01T00:00:00Z")).toBe("2026-01-01T09:00:00.000Z");
  expect(next("TZ=Europe/Moscow 0 9 * * *", "2026-01-01T00:00:00Z")).toBe("2026-01-01T06:00:00.000Z");
});

test("the moment itself is not the next one", () => {
  expect(next("*/5 * * * *", "2026-01-01T00:05:00Z")).toBe("2026-01-01T00:10:00.000Z");
});

test("daylight saving neither doubles nor drops a day", () => {
  const line = "TZ=Europe/Berlin 30 2 * * *";
  // 02:30 does not exist on 29 March 2026, and exists twice on 25 October.
  const spring = nextCronMoment(line, at("2026-03-28T02:00:00Z"));
  expect(new Date(spring).toISOString().slice(0, 10)).toBe("2026-03-29");
  const autumn = nextCronMoment(line, at("2026-10-24T23:00:00Z"));
  expect(new Date(nextCronMoment(line, autumn)).toISOString().slice(0, 10)).toBe("2026-10-26");
});

test.each(["x y", "61 * * * *", "TZ=Mars/Base 0 9 * * *"])("%j is refused", (line) => {
  expect(() => nextCronMoment(line, 0)).toThrow();
});
