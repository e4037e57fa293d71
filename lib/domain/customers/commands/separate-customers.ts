import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { chats, customerMerges, customers, tasks } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { conflict, notFound } from "@/lib/core/errors";
import { anyId } from "@/lib/core/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { customersSeparated } from "../events";
import { type CustomerRow, lockCustomers } from "../known-customers";
import { endMailLinks } from "../mail-links";
import { type Filled, inBoth, withoutFilled } from "../merge-rules";
import { lockTicketsOf } from "../tickets-of";

/**
 * Takes a merge back: the customer has all tickets of their own chats again, also those that began since, and what the
 * merge filled in goes, unless somebody changed it.
 * @returns whether this took it back; done twice it is done once
 * @throws AppError NOT_FOUND
 */
export const separateCustomers = command({
  name: "customers.separate",
  permission: "customer:write",
  rateLimit: taskChangesPerMinute,
  input: z.object({ mergeId: anyId }),
  async handle(ctx, { mergeId }): Promise<{ customerId: string; separated: boolean }> {
    const here = eq(customers.workspaceId, ctx.workspaceId);
    const one = and(eq(customerMerges.workspaceId, ctx.workspaceId), eq(customerMerges.id, mergeId));
    const [merge] = await ctx.tx.select().from(customerMerges).where(one);
    if (!merge) throw notFound();
    const { customerId, intoCustomerId } = merge;
    const root = await knownAsNow(ctx, customerId);
    await lockTicketsOf(ctx, root);
    const above = async () => (await mergedOnwards(ctx, intoCustomerId)).map(({ intoId }) => intoId);
    const found = await lockCustomers(ctx, [
      ...new Set([customerId, intoCustomerId, root, ...(await above())]),
    ]);
    const [other, into] = [found.get(customerId)!, found.get(intoCustomerId)!];
    const [still] = await ctx.tx
      .select({ undoneAt: customerMerges.undoneAt, filled: customerMerges.filled })
      .from(customerMerges)
      .where(one);
    if (still?.undoneAt) return { customerId, separated: false };
    // Somebody merged or separated between the look and the locks.
    const onwards = await mergedOnwards(ctx, intoCustomerId);
    if (other.knownAs !== root || onwards.some(({ intoId }) => !found.has(intoId)))
      throw conflict("customer_merged");

    let filled = still!.filled as Filled;
    await takeBack(ctx, into, filled);
    // Later merges handed it on.
    for (const { intoId, filled: handedOn } of onwards) {
      filled = inBoth(filled, handedOn);
      await takeBack(ctx, found.get(intoId)!, filled);
    }
    const own = await withMergedInto(ctx, customerId);
    await ctx.tx
      .update(customers)
      .set({ mergedInto: null, knownAs: null, updatedAt: sql`now()` })
      .where(and(here, eq(customers.id, customerId)));
    const others = own.filter((id) => id !== customerId);
    if (others.length > 0) {
      await ctx.tx
        .update(customers)
        .set({ knownAs: customerId })
        .where(and(here, inArray(customers.id, others)));
    }
    await ctx.tx
      .update(tasks)
      .set({ customerId, version: sql`${tasks.version} + 1` })
      .where(
        and(
          eq(tasks.workspaceId, ctx.workspaceId),
          eq(tasks.customerId, root),
          sql`exists (select from ${chats} where ${and(
            eq(chats.workspaceId, tasks.workspaceId),
            eq(chats.id, tasks.chatId),
            inArray(chats.customerId, own),
          )})`,
        ),
      );
    await ctx.tx.update(customerMerges).set({ undoneAt: sql`now()` }).where(one);
    ctx.emit(customersSeparated, root, { mergeId, customerId, intoCustomerId });
    await ctx.audit({
      action: "customer.separated",
      subjectType: "customer",
      subjectId: customerId,
      before: { mergedInto: intoCustomerId },
      after: { name: other.name, email: other.email },
    });
    return { customerId, separated: true };
  },
});

async function knownAsNow(ctx: Context, customerId: string): Promise<string> {
  const [row] = await ctx.tx
    .select({ knownAs: customers.knownAs })
    .from(customers)
    .where(and(eq(customers.workspaceId, ctx.workspaceId), eq(customers.id, customerId)));
  return row?.knownAs ?? customerId;
}

/** A verified address was proven since by its own reader: that stays. */
async function takeBack(ctx: Context, into: CustomerRow, filled: Filled): Promise<void> {
  const { email, ...rest } = filled;
  const left = withoutFilled(into, into.emailVerifiedAt ? rest : { ...rest, email });
  if (left.email !== into.email) await endMailLinks(ctx, into.id);
  await ctx.tx
    .update(customers)
    .set({ ...left, updatedAt: sql`now()` })
    .where(and(eq(customers.workspaceId, ctx.workspaceId), eq(customers.id, into.id)));
}

/** Into whom a customer was merged, and into whom those were: what each got, nearest first. */
async function mergedOnwards(
  ctx: Context,
  customerId: string,
): Promise<{ intoId: string; filled: Filled }[]> {
  const rows = await ctx.tx.execute<{ into_id: string; filled: Filled }>(sql`
    with recursive onwards as (
      select m.into_customer_id as into_id, m.filled, 1 as step from customer_merges m
      where m.workspace_id = ${ctx.workspaceId} and m.customer_id = ${customerId} and m.undone_at is null
      union all
      select m.into_customer_id, m.filled, o.step + 1 from customer_merges m
        join onwards o on m.customer_id = o.into_id
      where m.workspace_id = ${ctx.workspaceId} and m.undone_at is null)
    select into_id, filled from onwards order by step`);
  return rows.map(({ into_id, filled }) => ({ intoId: into_id, filled }));
}

/** A customer with all who were merged into it, and into those. */
async function withMergedInto(ctx: Context, customerId: string): Promise<string[]> {
  const rows = await ctx.tx.execute<{ id: string }>(sql`
    with recursive own as (
      select ${customerId}::uuid as id
      union
      select c.id from customers c join own on c.workspace_id = ${ctx.workspaceId} and c.merged_into = own.id)
    select id from own`);
  return rows.map(({ id }) => id);
}
