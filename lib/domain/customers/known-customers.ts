import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { customers, tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { conflict, notFound } from "@/lib/core/errors";
import { visibleTickets } from "@/lib/domain/chats/policy";
import { knownAs } from "./identities";

/** Customers whom the caller meets in some ticket: of others they don't even learn that they exist. */
export function knownCustomers(ctx: Context): SQL {
  return and(
    eq(customers.workspaceId, ctx.workspaceId),
    sql`exists (select from ${tasks} where ${and(visibleTickets(ctx), eq(tasks.customerId, customers.id))})`,
  )!;
}

/** As `knownCustomers`, with those whom the team knows as one of these. */
export function metCustomers(ctx: Context): SQL {
  return and(
    eq(customers.workspaceId, ctx.workspaceId),
    sql`exists (select from ${tasks} where ${and(visibleTickets(ctx), eq(tasks.customerId, knownAs))})`,
  )!;
}

export type CustomerRow = typeof customers.$inferSelect;

/**
 * Customers who are to be changed, locked until the transaction ends, several in one order; they come after tasks.
 * @throws AppError NOT_FOUND unless the caller meets each
 */
export async function lockCustomers(ctx: Context, ids: string[]): Promise<Map<string, CustomerRow>> {
  const named = and(eq(customers.workspaceId, ctx.workspaceId), inArray(customers.id, ids));
  await ctx.tx
    .select({ id: customers.id })
    .from(customers)
    .where(named)
    .orderBy(customers.id)
    .for("no key update");
  // Asked after the wait: whom they are known as, and by which tickets, may be news.
  const rows = await ctx.tx
    .select()
    .from(customers)
    .where(and(metCustomers(ctx), named));
  const found = new Map(rows.map((row) => [row.id, row]));
  if (ids.some((id) => !found.has(id.toLowerCase()))) throw notFound();
  return found;
}

/** As `lockCustomers`, of one. @throws AppError NOT_FOUND; CONFLICT when somebody has merged it into another one */
export async function lockCustomer(ctx: Context, customerId: string): Promise<CustomerRow> {
  const row = (await lockCustomers(ctx, [customerId])).get(customerId.toLowerCase())!;
  if (row.knownAs) throw conflict("customer_merged");
  return row;
}
