import { logOften } from "@/lib/log-often";
import { logger } from "@/lib/logger";
import { isDatabaseAway, isDatabaseBusy } from "./database-away";
import { AppError, type PublicError, publicError } from "./errors";

export type Result<T> = { ok: true; data: T } | { ok: false; error: PublicError };

/** Runs a use case for a door: expected refusals become values, anything else is logged and told as INTERNAL. */
export async function settle<T>(name: string, work: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, data: await work() };
  } catch (error) {
    report(name, error);
    return { ok: false, error: publicError(error) };
  }
}

export function report(name: string, error: unknown): void {
  if (hungUp(error)) return;
  if (isDatabaseAway(error)) {
    logOften("error", { operation: name }, "the database is away", { err: error });
    return;
  }
  if (isDatabaseBusy(error)) {
    logOften("error", { operation: name }, "the database took too long", { err: error });
    return;
  }
  if (!(error instanceof AppError)) {
    logger().error({ err: error, operation: name }, "operation failed");
    return;
  }
  const { code } = error;
  if (code === "FORBIDDEN" || code === "RATE_LIMITED")
    logOften("warn", { operation: name, code, reason: error.details.reason }, "operation refused");
}

/** A page that closed before its request was read to the end: nobody's fault, and nobody waits for the answer. */
function hungUp(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === "AbortError" || error.message === "aborted";
}
