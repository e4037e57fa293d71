/** PostgreSQL's own words for stopping, starting and being full, those of its client, and those of the network. */
const codes = new Set([
  ...["57P01", "57P02", "57P03", "53300"],
  ...["CONNECT_TIMEOUT", "CONNECTION_CLOSED", "CONNECTION_ENDED", "CONNECTION_DESTROYED"],
  ...["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ERR_STREAM_DESTROYED"],
]);

/**
 * Whether something failed because the database can't be reached at present. What it was to do may have been done:
 * the connection can end between a commit and its answer.
 */
export function isDatabaseAway(error: unknown): boolean {
  return codes.has(codeOf(error));
}

/** lock_not_available, query_canceled: what a statement gets that waited for a lock, or ran, for too long. */
const busyCodes = new Set(["55P03", "57014"]);

/** Whether something was given up because it took too long. It was not done, and may well be later. */
export const isDatabaseBusy = (error: unknown): boolean => busyCodes.has(codeOf(error));

function codeOf(error: unknown): string {
  // drizzle wraps the driver's error.
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}
