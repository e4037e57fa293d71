import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { customers, tasks } from "@/db/schema";
import { command } from "@/lib/core/command";
import { notFound } from "@/lib/core/errors";
import { anyId } from "@/lib/domain/chats/input";
import { visibleTickets } from "@/lib/domain/chats/policy";
import { customerEmail, customerName } from "../input";
import { endMailLinks } from "../mail-links";

/** A member corrects what is known of a customer. Another address is unverified again. */
export const updateCustomer = command({
  name: "customers.updateCustomer",
  permission: "customer:write",
  input: z.object({
    customerId: anyId,
    name: customerName.nullable().optional(),
    email: customerEmail.nullable().optional(),
  }),
  async handle(
    ctx,
    { customerId, name, email },
  ): Promise<{ id: string; name: string | null; email: string | null }> {
    const target = and(
      eq(customers.workspaceId, ctx.workspaceId),
      eq(customers.id, customerId),
      sql`exists (select from ${tasks} where ${and(visibleTickets(ctx), eq(tasks.customerId, customers.id))})`,
    );
    const [before] = await ctx.tx
      .select({ name: customers.name, email: customers.email, verifiedAt: customers.emailVerifiedAt })
      .from(customers)
      .where(target)
      .for("update");
    if (!before) throw notFound();
    const after = {
      name: name === undefined ? before.name : name,
      email: email === undefined ? before.email : email,
    };
    if (after.email !== before.email) await endMailLinks(ctx, customerId);
    await ctx.tx
      .update(customers)
      .set({
        ...after,
        emailVerifiedAt: after.email === before.email ? before.verifiedAt : null,
        updatedAt: sql`now()`,
      })
      .where(and(eq(customers.workspaceId, ctx.workspaceId), eq(customers.id, customerId)));
    await ctx.audit({
      action: "customer.updated",
      subjectType: "customer",
      subjectId: customerId,
      before,
      after,
    });
    return { id: customerId, ...after };
  },
});
