/** The moment (epoch milliseconds) of the retry after failed attempt number `attempt` (0 is the first). */
export function retryMoment(
  retrySeconds: number[],
  attempt: number,
  retryAfter: string | undefined,
  now = Date.now(),
): number {
  const asked = retryAfterMoment(retryAfter, now);
  if (asked !== undefined) return asked;
  const seconds = retrySeconds[Math.min(attempt, retrySeconds.length - 1)] ?? 15;
  // A little spread, so that what failed together does not come back together.
  return now + seconds * 1_000 * (0.9 + Math.random() * 0.2);
}

/** How long (milliseconds) to leave an app alone that could not be reached `times` times in a row. */
export function unreachableDelay(times: number): number {
  return Math.min(5_000, 250 * 2 ** Math.min(times, 10));
}

function retryAfterMoment(header: string | undefined, now: number): number | undefined {
  if (!header) return undefined;
  const moment = /^\d+(\.\d+)?$/.test(header) ? now + Number(header) * 1_000 : Date.parse(header);
  return Number.isNaN(moment) ? undefined : Math.max(now, moment);
}
