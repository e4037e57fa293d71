import { setTimeout as pause } from "node:timers/promises";
import { conflict } from "./errors";

const mostTries = 3;

/**
 * Runs a transaction again when it lost a race: a deadlock, or a unique key that somebody took between look and
 * insert. The next time the command sees the other's row. @throws AppError CONFLICT when it loses each time
 */
export async function retriedOnRace<T>(transaction: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await transaction();
    } catch (error) {
      if (!lostRace(error)) throw error;
      if (tries === mostTries) throw conflict("lost_race");
    }
    // Back at once, the loser of a deadlock would take the row that the other was just promised.
    await pause(20 * tries * (0.5 + Math.random()));
  }
}

/**
 * unique_violation, serialization_failure, deadlock_detected; and in_failed_sql_transaction, which of statements that
 * travel together the later ones get when an earlier one lost, and which may be heard of first.
 */
const raceCodes = new Set(["23505", "40001", "40P01", "25P02"]);

/** What a command throws that finds what it decided on changed: it is run again. */
export class LostRace extends Error {
  readonly code = "40001";
}

const lostRace = (error: unknown): boolean => raceCodes.has(codeOf(error) ?? "");

/** Whether a write met a unique key that another row holds. */
export const isUniqueViolation = (error: unknown): boolean => codeOf(error) === "23505";

/** PostgreSQL's code, inside the error with which drizzle wraps it. */
function codeOf(error: unknown): string | undefined {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
}
