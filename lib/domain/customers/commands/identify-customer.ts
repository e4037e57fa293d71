import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { customers } from "@/db/schema";
import { command } from "@/lib/core/command";
import { forbidden, notFound } from "@/lib/core/errors";
import { customerEmail, customerName } from "../input";

/**
 * A customer says who they are. A typed address is unverified: it joins no earlier conversations, and a verified
 * one isn't replaced by typing another.
 */
export const identifyCustomer = command({
  name: "customers.identifyCustomer",
  permission: "support-chat:own",
  input: z.object({ name: customerName.optional(), email: customerEmail.optional() }),
  rateLimit: {
    points: 20,
    seconds: 600,
    keys: ({ actor }) => [actor.kind === "customer" ? actor.customerId : null],
  },
  async handle(ctx, { name, email }): Promise<{ name: string | null; email: string | null }> {
    if (ctx.actor.kind !== "customer") throw forbidden();
    const mine = and(eq(customers.workspaceId, ctx.workspaceId), eq(customers.id, ctx.actor.customerId));
    if (name) await ctx.tx.update(customers).set({ name, updatedAt: sql`now()` }).where(mine);
    if (email) {
      await ctx.tx
        .update(customers)
        .set({ email, updatedAt: sql`now()` })
        .where(and(mine, isNull(customers.emailVerifiedAt)));
    }
    const [row] = await ctx.tx
      .select({ name: customers.name, email: customers.email })
      .from(customers)
      .where(mine);
    if (!row) throw notFound();
    return row;
  },
});
