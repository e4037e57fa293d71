import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf, wallTime } from "@/lib/i18n/wall-time";
import { snoozeChoices } from "./snooze-times";

const choices = (now: string, zone: string) =>
  snoozeChoices(Date.parse(now), zone).map(({ name, until }) => [name, new Date(until).toISOString()]);

describe("snooze", () => {
  it("offers times of the member's own day", () => {
    // A Thursday, 14:20 in Berlin.
    expect(choices("2026-02-26T13:20:00Z", "Europe/Berlin")).toEqual([
      ["laterToday", "2026-02-26T16:00:00.000Z"],
      ["tomorrow", "2026-02-27T08:00:00.000Z"],
      ["nextMonday", "2026-03-02T08:00:00.000Z"],
    ]);
  });

  it("offers no later today in the evening, and on Sunday Monday only as tomorrow", () => {
    expect(choices("2026-03-01T20:00:00Z", "Europe/Berlin")).toEqual([
      ["tomorrow", "2026-03-02T08:00:00.000Z"],
    ]);
  });

  it("means 9:00 on the wall, also when the clocks change in the night", () => {
    expect(choices("2026-03-28T20:00:00Z", "Europe/Berlin")[0]).toEqual([
      "tomorrow",
      "2026-03-29T07:00:00.000Z",
    ]);
  });

  it("is always in the future, on the full hour, in rising order", () => {
    const now = fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2028, 0) });
    const zone = fc.constantFrom(
      "UTC",
      "Asia/Tokyo",
      "America/New_York",
      "Australia/Lord_Howe",
      "Europe/Moscow",
    );
    fc.assert(
      fc.property(now, zone, (now, zone) => {
        const times = snoozeChoices(now, zone).map(({ until }) => until);
        expect(times.length).toBeGreaterThan(0);
        for (const time of times) {
          expect(time).toBeGreaterThan(now);
          expect(wallTime(time, zone)).toMatch(/:00$/);
        }
        expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
      }),
    );
  });
});

describe("time on the wall", () => {
  it("knows skipped and repeated hours", () => {
    expect(instantOf("2026-03-29T02:30", "Europe/Berlin")).toBe(Date.parse("2026-03-29T01:30:00Z"));
    expect(instantOf("2026-10-25T02:30", "Europe/Berlin")).toBe(Date.parse("2026-10-25T00:30:00Z"));
    expect(instantOf("nonsense", "UTC")).toBeNull();
  });
});
