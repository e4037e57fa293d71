import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { customerMerges, customers, tasks } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { conflict, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { anyId } from "@/lib/core/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { memberActor } from "@/lib/domain/workspaces/policy";
import { customersMerged } from "../events";
import { lockCustomers } from "../known-customers";
import { endMailLinks } from "../mail-links";
import { filledFrom, withFilled } from "../merge-rules";
import { lockTicketsOf } from "../tickets-of";

/**
 * Lets the team know one customer as another: the tickets and notes of both stand together, and what the remaining
 * one has no value for is filled in. No browser or mailed link sees more than before, since chats and tokens stay with
 * the customer whose they are. `separateCustomers` takes it back, however much later.
 * @returns the merge, and whether this made it; done twice it is done once
 * @throws AppError NOT_FOUND; INVALID for a merge into itself; CONFLICT when either was merged meanwhile
 */
export const mergeCustomers = command({
  name: "customers.merge",
  permission: "customer:write",
  rateLimit: taskChangesPerMinute,
  input: z.object({ customerId: anyId, intoCustomerId: anyId }),
  async handle(ctx, input): Promise<{ mergeId: string; merged: boolean }> {
    const [id, intoId] = [input.customerId.toLowerCase(), input.intoCustomerId.toLowerCase()];
    if (id === intoId) throw invalid("intoCustomerId", "same_customer");
    await lockTicketsOf(ctx, id);
    const found = await lockCustomers(ctx, [id, intoId]);
    const [other, into] = [found.get(id)!, found.get(intoId)!];
    if (other.mergedInto === intoId) return { mergeId: await standingMerge(ctx, id), merged: false };
    if (other.knownAs || into.knownAs) throw conflict("customer_merged");

    const mergeId = newId();
    const filled = filledFrom(other, into);
    const here = eq(customers.workspaceId, ctx.workspaceId);
    if (filled.email) await endMailLinks(ctx, intoId);
    await ctx.tx
      .update(customers)
      .set({ ...withFilled(into, filled), updatedAt: sql`now()` })
      .where(and(here, eq(customers.id, intoId)));
    await ctx.tx
      .update(customers)
      .set({ mergedInto: intoId, knownAs: intoId })
      .where(and(here, eq(customers.id, id)));
    // Whom the team knew as this one until now.
    await ctx.tx
      .update(customers)
      .set({ knownAs: intoId })
      .where(and(here, eq(customers.knownAs, id)));
    await ctx.tx
      .update(tasks)
      .set({ customerId: intoId, version: sql`${tasks.version} + 1` })
      .where(and(eq(tasks.workspaceId, ctx.workspaceId), eq(tasks.customerId, id)));
    await ctx.tx.insert(customerMerges).values({
      workspaceId: ctx.workspaceId,
      id: mergeId,
      customerId: id,
      intoCustomerId: intoId,
      mergedBy: memberActor(ctx).userId,
      filled,
    });
    ctx.emit(customersMerged, intoId, { mergeId, customerId: id, intoCustomerId: intoId });
    await ctx.audit({
      action: "customer.merged",
      subjectType: "customer",
      subjectId: id,
      before: { name: other.name, email: other.email },
      after: { mergedInto: intoId, filled },
    });
    return { mergeId, merged: true };
  },
});

async function standingMerge(ctx: Context, customerId: string): Promise<string> {
  const [row] = await ctx.tx
    .select({ id: customerMerges.id })
    .from(customerMerges)
    .where(
      and(
        eq(customerMerges.workspaceId, ctx.workspaceId),
        eq(customerMerges.customerId, customerId),
        sql`${customerMerges.undoneAt} is null`,
      ),
    );
  if (!row) throw conflict("customer_merged");
  return row.id;
}
