import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import { customerMerges, customers } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";

/*
 * A merge is what the team knows: that one customer is another. Chats, browser tokens and mailed links stay with the
 * customer whose they are, so nobody's browser ever sees more by it. Tickets (`tasks.customer_id`) follow the team.
 */

/** Of a row of `customers`, or of another table's `customers` under that name: whom the team knows it as. */
export const knownAs: SQL<string> = sql`coalesce(${customers.knownAs}, ${customers.id})`;

/** All whom the team knows as this customer, with themselves. */
export const isKnownAs = (customerId: string): SQL =>
  or(eq(customers.id, customerId), eq(customers.knownAs, customerId))!;

/**
 * Whom the team knows a customer as, which stays so until the transaction ends: what is filed under it then can't
 * miss a merge. @throws AppError NOT_FOUND
 */
export async function lockKnownAs(ctx: Context, customerId: string): Promise<string> {
  const [row] = await ctx.tx.raw<{ id: string }[]>`
    select coalesce(known_as, id) as id from customers
    where workspace_id = ${ctx.workspaceId} and id = ${customerId} for share`;
  if (!row) throw notFound();
  return row.id;
}

/** Ids of all whom the team knows as this customer, in one order. */
export async function identitiesOf(ctx: Context, customerId: string): Promise<string[]> {
  const rows = await ctx.tx
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.workspaceId, ctx.workspaceId), isKnownAs(customerId)))
    .orderBy(customers.id);
  return rows.map(({ id }) => id);
}

/**
 * Of a row of `customers`: what its own browsers are told of its name or address. What a merge filled in is another
 * customer's, and only the team knows the two as one; a verified address was proven by its own reader.
 */
export const ownName = ownOf("name", sql`true`);
export const ownEmail = ownOf("email", sql`customers.email_verified_at is null`);

function ownOf(what: "name" | "email", unproven: SQL): SQL<string | null> {
  const column = sql.raw(`customers.${what}`);
  return sql`case when ${unproven} and exists (select from customer_merges m
      where m.workspace_id = customers.workspace_id and m.into_customer_id = customers.id and m.undone_at is null
        and m.filled ->> ${sql.raw(`'${what}'`)} = ${column}) then null else ${column} end`;
}

/** What customers say of themselves is no longer what a merge filled in, even where it is the same. */
export async function noteSaidByThemselves(
  ctx: Context,
  customerId: string,
  what: "name" | "email",
): Promise<void> {
  await ctx.tx
    .update(customerMerges)
    .set({ filled: sql`${customerMerges.filled} - ${what}::text` })
    .where(
      and(
        eq(customerMerges.workspaceId, ctx.workspaceId),
        eq(customerMerges.intoCustomerId, customerId),
        isNull(customerMerges.undoneAt),
      ),
    );
}
