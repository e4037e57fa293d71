import { wallTime } from "@/lib/i18n/wall-time";

export type DueChoice = {
  name: "today" | "tomorrow" | "friday" | "nextMonday" | "inAWeek" | "inTwoWeeks";
  /** ISO date. */
  day: string;
};

const msPerDay = 86_400_000;

/** The day that it is in a zone, as ISO date. */
export const dayIn = (now: number, zone: string): string => wallTime(now, zone).slice(0, 10);

/** Days that one often means, as the reader's calendar has them. What would say the same twice is left out. */
export function dueChoices(now: number, zone: string): DueChoice[] {
  const today = Date.parse(`${dayIn(now, zone)}T00:00Z`);
  const weekday = new Date(today).getUTCDay();
  const after = (days: number) => new Date(today + days * msPerDay).toISOString().slice(0, 10);
  const choices: DueChoice[] = [
    { name: "today", day: after(0) },
    { name: "tomorrow", day: after(1) },
    { name: "friday", day: after((5 - weekday + 7) % 7) },
    { name: "nextMonday", day: after((8 - weekday) % 7 || 7) },
    { name: "inAWeek", day: after(7) },
    { name: "inTwoWeeks", day: after(14) },
  ];
  return choices
    .filter(({ day }, index) => choices.findIndex((one) => one.day === day) === index)
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
}
