import { AppError, conflict, publicError } from "@/lib/core/errors";
import type { Command } from "@/lib/hashtags/parse";
import type { Problem } from "@/lib/hashtags/read-action";
import type { Refusal } from "./views";

const reason = "command_refused";

/** @throws AppError with why a command can't be carried out, for its author to be told; see `refusalIn` */
export function refuse(
  { tag }: Command,
  because: Refusal["reason"],
  more: Partial<Omit<Refusal, "tag" | "reason">> = {},
): never {
  throw conflict(reason, {
    refusal: { tag, reason: because, param: null, given: null, values: [], ...more },
  });
}

/** @throws AppError as `refuse` does */
export function refuseProblem({ tag }: Command, problem: Problem): never {
  throw conflict(reason, { refusal: { tag, ...problem } satisfies Refusal });
}

/** The refusal of a command that an error stands for; null when it is another error. */
export function refusalIn(error: unknown): Refusal | null {
  if (!(error instanceof AppError) || error.details.reason !== reason) return null;
  return error.details.values?.refusal as Refusal;
}

const expected = ["FORBIDDEN", "NOT_FOUND", "INVALID", "CONFLICT"];

/**
 * What the use case refused, as it would have refused the button. Anything else is no answer: it is tried again.
 * @throws AppError as `refuse` does, or the error itself
 */
export function refuseAsButtons(command: Command, error: unknown): never {
  if (!(error instanceof AppError) || refusalIn(error) || !expected.includes(error.code)) throw error;
  if (error.details.reason === "status_not_allowed") {
    const { to, allowed } = error.details.values as { to: string; allowed: string[] };
    return refuse(command, "status_not_allowed", { given: to, values: allowed });
  }
  return refuse(command, "refused", { given: command.value, error: publicError(error) });
}
