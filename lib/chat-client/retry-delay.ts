import { Refused } from "./refused";

/** Whether the server named a time before which it is not to be asked again. */
export const wasToldToWait = (reason: unknown): boolean => askedSeconds(reason) !== null;

/** No answer, or a refusal that passes by itself. */
export const isPassing = (reason: unknown): boolean =>
  !(reason instanceof Refused) || ["RATE_LIMITED", "UNAVAILABLE", "INTERNAL"].includes(reason.error.code);

/** Milliseconds until the next try: what the server asked for, or 1 s, 2 s, 4 s … 15 s, with jitter. */
export function retryDelay(reason: unknown, failures: number): number {
  const asked = askedSeconds(reason);
  if (asked !== null) return asked * 1_000;
  return Math.min(15_000, 500 * 2 ** failures) * (0.75 + Math.random() * 0.5);
}

function askedSeconds(reason: unknown): number | null {
  return (reason instanceof Refused && reason.error.retryAfter) || null;
}
