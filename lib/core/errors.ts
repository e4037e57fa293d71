import { isDatabaseAway, isDatabaseBusy } from "./database-away";

/** What went wrong, in terms that a door (page, action, REST) can map and a catalogue can word. */
export const errorCodes = [
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "NOT_FOUND",
  "INVALID",
  "CONFLICT",
  "RATE_LIMITED",
  "UNAVAILABLE",
  "INTERNAL",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** `problem` is a key of the `errors.fields` catalogue, `values` its arguments. */
export type FieldProblem = { field: string; problem: string; values?: Record<string, string | number> };

export type ErrorDetails = {
  /** A key of the `errors.reasons` catalogue that says more than the code does. */
  reason?: string;
  /** Arguments of that text, and whatever the caller needs to recover (for instance missed messages). */
  values?: Record<string, unknown>;
  fields?: FieldProblem[];
  /** Seconds until a retry makes sense. */
  retryAfter?: number;
};

const refusal = Symbol.for("flowra.AppError");

/** An expected refusal. Anything else that is thrown is a bug and leaves as INTERNAL. */
export class AppError extends Error {
  readonly [refusal] = true;

  /** Start-up code and routes are bundled apart, each with this class of its own, and throw at each other. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && refusal in value;
  }

  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
  ) {
    super(summary(code, details));
    this.name = "AppError";
  }
}

/** Also what a row of another workspace, or one the caller may not see, looks like. */
export const notFound = () => new AppError("NOT_FOUND");
export const forbidden = () => new AppError("FORBIDDEN");
export const conflict = (reason: string, values?: Record<string, unknown>) =>
  new AppError("CONFLICT", { reason, values });
export const invalid = (field: string, problem: string, values?: FieldProblem["values"]) =>
  new AppError("INVALID", { fields: [{ field, problem, values }] });

/** What leaves the server about an error: never a stack, a query or an id that was not asked for. */
export type PublicError = { code: ErrorCode } & ErrorDetails;

export function publicError(error: unknown): PublicError {
  if (error instanceof AppError) return { code: error.code, ...error.details };
  if (isDatabaseAway(error)) return { code: "UNAVAILABLE", retryAfter: 1 };
  if (isDatabaseBusy(error)) return { code: "UNAVAILABLE", retryAfter: 2 };
  return { code: "INTERNAL" };
}

export const httpStatus: Record<ErrorCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INVALID: 422,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

function summary(code: ErrorCode, details: ErrorDetails): string {
  const fields = details.fields?.map((f) => `${f.field}: ${f.problem}`).join(", ");
  return [code, details.reason, fields].filter(Boolean).join(" ");
}
