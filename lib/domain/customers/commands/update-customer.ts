import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { customers } from "@/db/schema";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/core/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { customerChanged } from "../events";
import { customerEmail, customerName } from "../input";
import { lockCustomer } from "../known-customers";
import { endMailLinks } from "../mail-links";

/** A member corrects what is known of a customer. Another address is unverified again. */
export const updateCustomer = command({
  name: "customers.updateCustomer",
  permission: "customer:write",
  rateLimit: taskChangesPerMinute,
  input: z.object({
    customerId: anyId,
    name: customerName.nullable().optional(),
    email: customerEmail.nullable().optional(),
  }),
  async handle(
    ctx,
    { customerId, name, email },
  ): Promise<{ id: string; name: string | null; email: string | null }> {
    const found = await lockCustomer(ctx, customerId);
    const before = { name: found.name, email: found.email };
    const after = {
      name: name === undefined ? before.name : name,
      email: email === undefined ? before.email : email,
    };
    const answer = { id: found.id, ...after };
    if (after.name === before.name && after.email === before.email) return answer;
    if (after.email !== before.email) await endMailLinks(ctx, customerId);
    await ctx.tx
      .update(customers)
      .set({
        ...after,
        emailVerifiedAt: after.email === before.email ? found.emailVerifiedAt : null,
        updatedAt: sql`now()`,
      })
      .where(and(eq(customers.workspaceId, ctx.workspaceId), eq(customers.id, customerId)));
    ctx.emit(customerChanged, found.id, { customerId: found.id, before, after });
    await ctx.audit({
      action: "customer.updated",
      subjectType: "customer",
      subjectId: found.id,
      before: { ...before, verifiedAt: found.emailVerifiedAt },
      after,
    });
    return answer;
  },
});
