import { and, eq, isNull, sql } from "drizzle-orm";
import { customerTokens } from "@/db/schema";
import type { Context } from "@/lib/core/context";

/**
 * Ends the links that were mailed to a customer, since they prove who reads one address and it is about to be another.
 * Call it before the address is written: a link that is redeemed at the same moment then verifies the old one or nothing.
 */
export async function endMailLinks(ctx: Context, customerId: string): Promise<void> {
  await ctx.tx
    .update(customerTokens)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(customerTokens.workspaceId, ctx.workspaceId),
        eq(customerTokens.customerId, customerId),
        eq(customerTokens.kind, "mail_link"),
        isNull(customerTokens.revokedAt),
      ),
    );
}
