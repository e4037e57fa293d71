import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { customers } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { forbidden, notFound } from "@/lib/core/errors";
import { noteSaidByThemselves, ownEmail, ownName } from "../identities";
import { customerEmail, customerName } from "../input";
import { endMailLinks } from "../mail-links";

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
    if (name) {
      await ctx.tx.update(customers).set({ name, updatedAt: sql`now()` }).where(mine);
      await noteSaidByThemselves(ctx, ctx.actor.customerId, "name");
    }
    if (email) {
      await changeEmail(ctx, mine, email);
      await noteSaidByThemselves(ctx, ctx.actor.customerId, "email");
    }
    const [row] = await ctx.tx.select({ name: ownName, email: ownEmail }).from(customers).where(mine);
    if (!row) throw notFound();
    return row;
  },
});

async function changeEmail(ctx: Context, mine: SQL | undefined, email: string): Promise<void> {
  const other = and(
    mine,
    isNull(customers.emailVerifiedAt),
    sql`${customers.email} is distinct from ${email}`,
  );
  const [changing] = await ctx.tx.select({ id: customers.id }).from(customers).where(other);
  if (!changing) return;
  await endMailLinks(ctx, changing.id);
  await ctx.tx.update(customers).set({ email, updatedAt: sql`now()` }).where(other);
}
