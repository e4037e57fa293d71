/** What a clock on the wall of a time zone shows, without the zone: `2026-03-29T09:00`. */
export type WallTime = string;

/** What the clocks of a zone show at an instant. @param zone IANA name */
export function wallTime(instant: number, zone: string): WallTime {
  // The Swedish way of writing dates is the ISO one.
  const text = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(instant);
  return text.replace(" ", "T");
}

/**
 * The instant at which the clocks of a zone show a time, in milliseconds. A time that the change to summer time skips
 * becomes the same distance later; one that comes twice is the earlier. Null when it is no time at all.
 */
export function instantOf(wall: WallTime, zone: string): number | null {
  const wanted = Date.parse(`${wall}Z`);
  if (Number.isNaN(wanted)) return null;
  const offsetAt = (instant: number) => Date.parse(`${wallTime(instant, zone)}Z`) - floorToMinute(instant);
  const day = 86_400_000;
  const [before, after] = [offsetAt(wanted - day), offsetAt(wanted + day)];
  const early = wanted - Math.max(before, after);
  if (wallTime(early, zone) === wall) return early;
  const late = wanted - Math.min(before, after);
  if (wallTime(late, zone) === wall) return late;
  // Skipped: counted with the offset from before the change.
  return wanted - before;
}

const floorToMinute = (instant: number) => Math.floor(instant / 60_000) * 60_000;
