import { accountCaller } from "@/lib/auth/callers";
import { AppError } from "@/lib/core/errors";
import { readAccount } from "@/lib/core/query";
import type { LinkPurpose } from "@/lib/domain/people/links";
import { describeLink, type LinkView } from "@/lib/domain/people/queries/describe-link";

/** What the link in the address would do; null when nothing, and for whoever tries too many. */
export async function linkView(token: string, purposes: LinkPurpose[]): Promise<LinkView | null> {
  try {
    return await readAccount(describeLink, await accountCaller(), { token, purposes });
  } catch (error) {
    if (error instanceof AppError && error.code === "RATE_LIMITED") return null;
    throw error;
  }
}
