import type { FieldProblem } from "@/lib/core/errors";
import type { Identity } from "@/lib/customer-chat/api";
import type { IdentityValues } from "./identity-fields";

/** What is sent of the two fields: nothing for those left empty. */
export function identityOf({ name, email }: IdentityValues): Identity {
  return { name: name.trim() || undefined, email: email.trim() || undefined };
}

/** What is wrong with them before the server is asked; it has the last word. */
export function identityProblems({ name, email }: Identity, required: boolean): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (required && !name) problems.push({ field: "name", problem: "required" });
  if (required && !email) problems.push({ field: "email", problem: "required" });
  if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) problems.push({ field: "email", problem: "email" });
  return problems;
}
