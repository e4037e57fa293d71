import { and, eq, isNull } from "drizzle-orm";
import { accountTokens, users } from "@/db/schema";
import { inTransaction } from "@/lib/core/transaction";
import { issueLink } from "../links";

/**
 * The address that makes the first account, or null when there is somebody already. For whoever runs the server: no
 * door leads here. A new one replaces those printed before.
 */
export function createSetupLink(): Promise<string | null> {
  return inTransaction("system", async (tx) => {
    if ((await tx.$count(users)) > 0) return null;
    await tx
      .delete(accountTokens)
      .where(and(eq(accountTokens.purpose, "setup"), isNull(accountTokens.usedAt)));
    return (await issueLink(tx, { purpose: "setup" })).address;
  });
}
