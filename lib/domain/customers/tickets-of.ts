import { and, desc, eq, inArray } from "drizzle-orm";
import { tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";

/**
 * Locks all tickets that the team files under a customer, seen by the caller or not, in the order of `lockTasks`:
 * tasks come before customers.
 */
export async function lockTicketsOf(ctx: Context, customerId: string): Promise<void> {
  await ctx.tx
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(eq(tasks.workspaceId, ctx.workspaceId), eq(tasks.customerId, customerId)))
    .orderBy(tasks.id)
    .for("no key update");
}

/** Most tickets whose lists are told that their customer is called otherwise; others show it when they are asked for. */
const mostTold = 50;

/** Those that lists most likely show. */
export async function recentTicketsOf(ctx: Context, customerIds: string[]): Promise<string[]> {
  const rows = await ctx.tx
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(eq(tasks.workspaceId, ctx.workspaceId), inArray(tasks.customerId, customerIds)))
    .orderBy(desc(tasks.lastActivityAt))
    .limit(mostTold);
  return rows.map(({ id }) => id);
}
