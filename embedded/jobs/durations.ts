const UNITS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * Milliseconds of a duration such as "2h30m" or a plain number of milliseconds.
 * @throws Error when the text is not a duration.
 */
export function durationMs(duration: string | number): number {
  if (typeof duration === "number") return duration;
  if (!/^(\d+(\.\d+)?(ms|[smhdw]))+$/.test(duration))
    throw new Error(`"${duration}" is not a duration such as 30s, 15m or 2h30m`);
  return [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)].reduce(
    (total, [, amount, unit]) => total + Number(amount) * (UNITS[unit ?? "ms"] ?? 1),
    0,
  );
}

/**
 * The moment (epoch milliseconds) meant by an ISO date or by a duration from now. No duration at all, which is what
 * the SDK makes of zero, is now.
 * @throws Error when the text is neither.
 */
export function momentMs(text: string | number | null | undefined, now = Date.now()): number {
  if (text === "" || text === null || text === undefined) return now;
  if (typeof text === "string" && /^[+-]?\d{4,6}-/.test(text)) {
    const moment = Date.parse(text);
    if (Number.isNaN(moment)) throw new Error(`"${text}" is not a date`);
    return moment;
  }
  return now + durationMs(text);
}
