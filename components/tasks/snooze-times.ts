import { instantOf, wallTime } from "@/lib/i18n/wall-time";

export type SnoozeChoice = { name: "laterToday" | "tomorrow" | "nextMonday"; until: number };

const hour = 3_600_000;
const day = 24 * hour;
const morning = 9;
/** Later today: not into the night. */
const latestToday = 21;

/**
 * When a ticket may come back, in the member's zone: in three hours on the full hour, tomorrow at 9:00, next Monday at
 * 9:00. What is no longer possible today, or would say the same twice, is left out.
 */
export function snoozeChoices(now: number, zone: string): SnoozeChoice[] {
  const today = wallTime(now, zone).slice(0, 10);
  const dateAfter = (days: number) => new Date(Date.parse(`${today}T00:00Z`) + days * day);
  const at = (days: number, hours: number) => instantOf(`${isoDate(dateAfter(days))}T${two(hours)}:00`, zone);

  const later = Number(wallTime(now + 3 * hour, zone).slice(11, 13));
  const laterIsToday = wallTime(now + 3 * hour, zone).startsWith(today) && later <= latestToday;
  const toMonday = (8 - dateAfter(0).getUTCDay()) % 7 || 7;
  const choices: { name: SnoozeChoice["name"]; until: number | null }[] = [
    { name: "laterToday", until: laterIsToday ? at(0, later) : null },
    { name: "tomorrow", until: at(1, morning) },
    { name: "nextMonday", until: toMonday === 1 ? null : at(toMonday, morning) },
  ];
  return choices.filter((choice): choice is SnoozeChoice => choice.until !== null && choice.until > now);
}

const isoDate = (date: Date) => date.toISOString().slice(0, 10);
const two = (n: number) => String(n).padStart(2, "0");
