/**
 * What a log may say of an error. A failed query's error carries the statement and its values, which are people's
 * words and addresses: of those only PostgreSQL's own code, table and constraint are kept, not its message either,
 * since that can quote values too.
 */
export function loggableError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const database = databaseCause(error);
  if (database) {
    const { code, table_name: table, constraint_name: constraint, routine } = database;
    return { type: "DatabaseError", code, table, constraint, routine, stack: frames(error) };
  }
  const code = "code" in error ? String(error.code) : undefined;
  const cause = error.cause === undefined ? undefined : loggableError(error.cause);
  return { type: error.name, message: error.message, code, stack: frames(error), cause };
}

/** The database's error, whether thrown as it is or wrapped by the query that failed. */
function databaseCause(error: Error): Record<string, unknown> | null {
  if ("severity" in error && "routine" in error) return error as unknown as Record<string, unknown>;
  if (!("query" in error) || !("params" in error)) return null;
  const cause = error.cause;
  return cause instanceof Error
    ? { code: (cause as { code?: unknown }).code, ...(databaseCause(cause) ?? {}) }
    : {};
}

/** Where it was thrown, without the first line, which repeats the message. */
const frames = (error: Error) =>
  error.stack
    ?.split("\n")
    .filter((line) => line.startsWith("    at "))
    .join("\n");
