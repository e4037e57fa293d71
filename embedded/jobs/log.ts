export type Log = (message: string, facts?: Record<string, unknown>) => void;

/** One JSON line a message on standard error; standard output is for the line that says we are ready. */
export const logToStandardError: Log = (message, facts = {}) => {
  process.stderr.write(
    `${JSON.stringify({ time: new Date().toISOString(), part: "jobs", message, ...facts })}\n`,
  );
};

/** What went wrong, in one line. */
export function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join("; ");
  return error instanceof Error ? error.message : String(error);
}
