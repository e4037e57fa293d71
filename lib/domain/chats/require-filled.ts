import { invalid } from "@/lib/core/errors";
import { unfilledNames } from "@/lib/reply-variables/variables";

/**
 * What a member writes in a support chat must not leave with `{{customer.name}}` in it; browsers say so before they send.
 * @throws AppError INVALID naming `body` and the variables that nobody filled in
 */
export function requireFilled(body: string): void {
  const names = unfilledNames(body);
  if (names.length > 0) throw invalid("body", "unfilled_variables", { names: names.slice(0, 10).join(", ") });
}
