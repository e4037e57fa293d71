import type { StoredEvent } from "@/lib/core/events";

/** `outage`: the other side is away, so that nothing can be said of the event itself. */
export type Failure = { error: Error; outage: boolean };
/** By event id. */
export type Failures = Map<string, Failure>;

/**
 * Delivers events together. When one of them is refused the others must not suffer for it, so each is tried by itself
 * then; while the other side is away that would only take long.
 * @returns those that were not delivered
 */
export async function deliverEach(
  events: StoredEvent[],
  deliver: (events: StoredEvent[]) => Promise<void>,
): Promise<Failures> {
  const failure = await attempt(events, deliver);
  if (!failure) return new Map();
  if (failure.outage || events.length === 1) return new Map(events.map(({ id }) => [id, failure]));
  const failures: Failures = new Map();
  for (const event of events) {
    const own = await attempt([event], deliver);
    if (own) failures.set(event.id, own);
  }
  return failures;
}

async function attempt(
  events: StoredEvent[],
  deliver: (events: StoredEvent[]) => Promise<void>,
): Promise<Failure | null> {
  try {
    await deliver(events);
    return null;
  } catch (reason) {
    const error = reason instanceof Error ? reason : new Error(String(reason));
    return { error, outage: !isRefusal(error) };
  }
}

/**
 * Whether this content was refused: by a schema or a bug here, by the database as data, or by a service with a status
 * that says so. Everything else (no connection, no time, no place, wrong keys) would hit any other event too.
 */
function isRefusal(error: Error): boolean {
  const status = statusOf(error);
  if (status !== null) return [400, 406, 409, 412, 413, 422].includes(status);
  if (error.name === "ZodError" || error.name === "$ZodError") return true;
  if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError)
    return error.message !== "fetch failed";
  const cause = error.cause instanceof Error ? error.cause : error;
  // Classes 21 to 23 of PostgreSQL's codes: the data is wrong.
  return "code" in cause && /^2[123]/.test(String(cause.code));
}

/** The realtime SDK's errors carry a status, the job SDK's only say it. */
function statusOf(error: Error): number | null {
  if ("status" in error && typeof error.status === "number") return error.status;
  const said = /^Inngest API Error: (\d{3})\b/.exec(error.message);
  return said ? Number(said[1]) : null;
}
