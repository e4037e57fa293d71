import { instantOf, wallTime } from "@/lib/i18n/wall-time";
import { plainWord } from "./words";

/** The instant and the zone by whose calendar days are counted. @property zone IANA name */
export type Clock = { now: number; zone: string };

const weekdays: readonly (readonly string[])[] = [
  ["sunday", "sun", "воскресенье", "вс"],
  ["monday", "mon", "понедельник", "пн"],
  ["tuesday", "tue", "tues", "вторник", "вт"],
  ["wednesday", "wed", "среда", "среду", "ср"],
  ["thursday", "thu", "thur", "thurs", "четверг", "чт"],
  ["friday", "fri", "пятница", "пятницу", "пт"],
  ["saturday", "sat", "суббота", "субботу", "сб"],
];
const today = ["today", "сегодня"];
const tomorrow = ["tomorrow", "завтра"];
const none = ["none", "never", "no", "нет", "никогда"];

/** What a day may be given as, for completion and refusals. */
export const dayExamples = ["today", "tomorrow", "friday", "+3d", "+2w", "none"] as const;
export const timeExamples = ["tomorrow", "monday", "+3h", "+2d", "+1w", "none"] as const;

/** A year's days, ten times: what lies further off is a slip. */
const mostDays = 3_650;
const msPerHour = 3_600_000;
const msPerDay = 24 * msPerHour;
/** When a snoozed ticket comes back on a day. */
const morning = "09:00";

/**
 * A day as people write it: ISO date, today, tomorrow, a weekday (the next one after today), `+3d`, `+2w`, none.
 * @returns the ISO date in the clock's zone, null for none, undefined for what is no day
 */
export function readDay(text: string, clock: Clock): string | null | undefined {
  const word = plainWord(text);
  if (none.includes(word)) return null;
  const iso = isoDay(text.trim());
  if (iso) return iso;
  const days = daysFromToday(text.trim(), word, clock);
  return days === undefined ? undefined : dayAfter(days, clock);
}

/**
 * Until when a ticket sleeps: a day, on which it comes back at nine, or `+3h`.
 * @returns milliseconds, null for none, undefined for what is no time to come
 */
export function readTime(text: string, clock: Clock): number | null | undefined {
  const hours = /^\+(\d{1,3})(?:h|ч)$/i.exec(text.trim());
  if (hours) return Number(hours[1]) > 0 ? clock.now + Number(hours[1]) * msPerHour : undefined;
  const day = readDay(text, clock);
  if (day === null || day === undefined) return day;
  const at = instantOf(`${day}T${morning}`, clock.zone);
  return at !== null && at > clock.now ? at : undefined;
}

function daysFromToday(text: string, word: string, clock: Clock): number | undefined {
  if (today.includes(word)) return 0;
  if (tomorrow.includes(word)) return 1;
  const ahead = /^\+(\d{1,4})([dwдн])$/i.exec(text);
  if (ahead) {
    const days = Number(ahead[1]) * (/[wн]/i.test(ahead[2]!) ? 7 : 1);
    return days <= mostDays ? days : undefined;
  }
  const weekday = weekdays.findIndex((names) => names.includes(word));
  if (weekday < 0) return undefined;
  const now = new Date(midnight(clock)).getUTCDay();
  return (weekday - now + 7) % 7 || 7;
}

/** A day that the calendar has, of this century or a later one. */
function isoDay(text: string): string | undefined {
  if (!/^[2-9]\d{3}-\d{2}-\d{2}$/.test(text)) return undefined;
  const at = Date.parse(`${text}T00:00Z`);
  return Number.isNaN(at) || isoOf(at) !== text ? undefined : text;
}

const midnight = ({ now, zone }: Clock) => Date.parse(`${wallTime(now, zone).slice(0, 10)}T00:00Z`);
const dayAfter = (days: number, clock: Clock) => isoOf(midnight(clock) + days * msPerDay);
const isoOf = (utc: number) => new Date(utc).toISOString().slice(0, 10);
