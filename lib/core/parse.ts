import type { z } from "zod";
import { AppError, type FieldProblem, invalid } from "./errors";

declare const unparsed: unique symbol;
/** Input from outside that a command or query will validate itself. */
export type Unparsed = { [unparsed]: true };

/**
 * Validates what came from outside.
 * @throws AppError INVALID that names each wrong field
 */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) {
    const field = fieldWithNul(result.data);
    if (field !== null) throw invalid(field, "invalid");
    return result.data;
  }
  throw new AppError("INVALID", { fields: result.error.issues.slice(0, 20).map(fieldProblem) });
}

/** PostgreSQL stores and compares no NUL, so a text that keeps one is no input for anything. */
function fieldWithNul(value: unknown, path: string[] = []): string | null {
  if (typeof value === "string") return value.includes("\0") ? path.join(".") : null;
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = fieldWithNul(inner, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}

function fieldProblem(issue: z.core.$ZodIssue): FieldProblem {
  const field = issue.path.join(".");
  switch (issue.code) {
    case "too_big":
      if (isNumber(issue)) return { field, problem: "too_high", values: { limit: Number(issue.maximum) } };
      return { field, problem: "too_long", values: { limit: Number(issue.maximum) } };
    case "too_small":
      if (isNumber(issue)) return { field, problem: "too_low", values: { limit: Number(issue.minimum) } };
      return Number(issue.minimum) === 1
        ? { field, problem: "required" }
        : { field, problem: "too_short", values: { limit: Number(issue.minimum) } };
    case "invalid_value":
      return { field, problem: "not_one_of", values: { allowed: issue.values.map(String).join(", ") } };
    case "invalid_type":
      if (issue.expected === "int") return { field, problem: "whole_number" };
      return { field, problem: issue.input === undefined ? "required" : "invalid" };
    case "custom":
      // `z.refine(…, { params: { problem } })` names a problem of the catalogue.
      return { field, problem: typeof issue.params?.problem === "string" ? issue.params.problem : "invalid" };
    case "invalid_format":
      return { field, problem: issue.format === "email" ? "email" : "invalid" };
    default:
      return { field, problem: "invalid" };
  }
}

const isNumber = ({ origin }: { origin: string }) => origin === "number" || origin === "int";
