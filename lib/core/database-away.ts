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
  // drizzle wraps the driver's error.
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && "code" in cause && codes.has(String(cause.code));
}
