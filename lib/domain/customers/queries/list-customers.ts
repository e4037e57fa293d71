import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { customers, tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { anyId, instantText } from "@/lib/core/input";
import { query } from "@/lib/core/query";
import { visibleTickets } from "@/lib/domain/chats/policy";
import { prefixQuery } from "@/lib/domain/tasks/search-words";
import type { CustomerListItem } from "../views";

const pageSize = 50;
/** A search looks at no more than this many customers whose words match. */
const mostCandidates = 1_000;

export type CustomerPage = { items: CustomerListItem[]; nextCursor: string | null };

/** Customers of whom the caller may see a ticket, newest first, found by the beginnings of name and address. */
export const listCustomers = query({
  name: "customers.listCustomers",
  permission: "customer:read",
  input: z.object({ q: z.string().max(200).default(""), cursor: z.string().max(200).optional() }),
  async read(ctx, { q, cursor }): Promise<CustomerPage> {
    const own = and(visibleTickets(ctx), eq(tasks.customerId, customers.id))!;
    const rows = await ctx.tx
      .select({
        id: customers.id,
        name: customers.name,
        email: customers.email,
        verifiedAt: customers.emailVerifiedAt,
        lastSeenAt: customers.lastSeenAt,
        createdAt: customers.createdAt,
        sortAt: sql<string>`${customers.createdAt}::text`,
        tickets: sql<number>`(select count(*) from ${tasks} where ${own})::int`,
        openTickets: sql<number>`(select count(*) from ${tasks}
          where ${own} and ${tasks.status} not in ('resolved', 'closed'))::int`,
      })
      .from(customers)
      .where(and(knownCustomers(ctx), matching(q), cursor ? after(cursor) : undefined))
      .orderBy(desc(customers.createdAt), desc(customers.id))
      .limit(pageSize + 1);
    const page = rows.slice(0, pageSize);
    const last = rows.length > pageSize ? page.at(-1) : undefined;
    return {
      items: page.map(({ verifiedAt, lastSeenAt, createdAt, sortAt, ...row }) => ({
        ...row,
        emailVerified: verifiedAt !== null,
        lastSeenAt: lastSeenAt?.toISOString() ?? null,
        createdAt: createdAt.toISOString(),
      })),
      nextCursor: last ? Buffer.from(`${last.sortAt}|${last.id}`).toString("base64url") : null,
    };
  },
});

/** Customers whom the caller meets in some ticket: of others they don't even learn that they exist. */
export function knownCustomers(ctx: Context): SQL {
  return and(
    eq(customers.workspaceId, ctx.workspaceId),
    sql`exists (select from ${tasks} where ${and(visibleTickets(ctx), eq(tasks.customerId, customers.id))})`,
  )!;
}

function matching(typed: string): SQL | undefined {
  if (typed.trim() === "") return undefined;
  const prefixes = prefixQuery(typed);
  if (!prefixes) return sql`false`;
  return sql`${customers.id} in (select customer_id from search_customers(${prefixes}, ${mostCandidates}))`;
}

/** @throws AppError INVALID for a cursor that is broken */
function after(cursor: string): SQL {
  const [at = "", id = ""] = Buffer.from(cursor, "base64url").toString().split("|");
  if (!instantText.safeParse(at).success || !anyId.safeParse(id).success) throw invalid("cursor", "invalid");
  return sql`(${customers.createdAt}, ${customers.id}) < (${at}::timestamptz, ${id}::uuid)`;
}
