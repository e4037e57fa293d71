import { expect, test } from "vitest";
import { dueChoices } from "./due-choices";

const at = (iso: string, zone: string) =>
  dueChoices(Date.parse(iso), zone).map(({ name, day }) => `${name} ${day}`);

test("days are counted by the reader's calendar, not by that of the server", () => {
  // A Wednesday evening in Los Angeles is Thursday in Auckland.
  expect(at("2026-11-19T03:00Z", "America/Los_Angeles")).toEqual([
    "today 2026-11-18",
    "tomorrow 2026-11-19",
    "friday 2026-11-20",
    "nextMonday 2026-11-23",
    "inAWeek 2026-11-25",
    "inTwoWeeks 2026-12-02",
  ]);
  expect(at("2026-11-19T03:00Z", "Pacific/Auckland")[0]).toBe("today 2026-11-19");
});

test("no day is offered twice", () => {
  // A Thursday: tomorrow is Friday.
  expect(at("2026-11-19T12:00Z", "UTC")).not.toContain("friday 2026-11-20");
  // A Friday, the last one of a year.
  expect(at("2027-12-31T12:00Z", "UTC")).toEqual([
    "today 2027-12-31",
    "tomorrow 2028-01-01",
    "nextMonday 2028-01-03",
    "inAWeek 2028-01-07",
    "inTwoWeeks 2028-01-14",
  ]);
  // A Monday: the next one is in a week.
  expect(at("2026-11-23T12:00Z", "UTC")).not.toContain("inAWeek 2026-11-30");
});
