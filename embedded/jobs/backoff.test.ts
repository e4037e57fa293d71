import fc from "fast-check";
import { expect, test } from "vitest";
import { retryMoment, unreachableDelay } from "./backoff";

test("the list gives the delay of each attempt, its last one repeats, with a spread of a tenth", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1 }),
      fc.nat(30),
      (list, attempt) => {
        const seconds = list[Math.min(attempt, list.length - 1)]!;
        const delay = retryMoment(list, attempt, undefined, 0) / 1_000;
        expect(delay).toBeGreaterThanOrEqual(seconds * 0.9);
        expect(delay).toBeLessThanOrEqual(seconds * 1.1);
      },
    ),
  );
});

test("Retry-After prevails, in seconds or as a date, but never lies in the past", () => {
  expect(retryMoment([1], 0, "90", 1_000)).toBe(91_000);
  expect(retryMoment([1], 0, "2030-01-01T00:00:00.000Z", 0)).toBe(Date.UTC(2030, 0, 1));
  expect(retryMoment([1], 0, "1969-01-01T00:00:00.000Z", 5)).toBe(5);
  expect(retryMoment([10], 0, "nonsense", 0)).toBeGreaterThan(8_000);
});

test("an app that stays away is asked less often, but at least each five seconds", () => {
  expect(unreachableDelay(0)).toBe(250);
  expect(unreachableDelay(1)).toBe(500);
  expect(unreachableDelay(1_000)).toBe(5_000);
});
