/** Names the day of an instant in the reader's zone, as `2026-02-28`. */
export function dayNamer(timeZone?: string): (instant: string | Date) => string {
  // The Swedish way of writing dates is the ISO one.
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone });
  return (instant) => format.format(new Date(instant));
}
