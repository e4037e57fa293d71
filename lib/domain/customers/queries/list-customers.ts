import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { customers, tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { anyId, instantText } from "@/lib/core/input";
import { query } from "@/lib/core/query";
import { visibleTickets } from "@/lib/domain/chats/policy";
import { suggestionsPerMinute } from "@/lib/domain/chats/rate-limits";
import { prefixQuery } from "@/lib/domain/tasks/search-words";
import { knownCustomers } from "../known-customers";
import { type CustomerSort, customerSorts } from "../sorts";
import type { CustomerListItem } from "../views";

const pageSize = 50;
/** A search looks at no more than this many customers whose words match. */
const mostCandidates = 1_000;

export type CustomerPage = { items: CustomerListItem[]; nextCursor: string | null };

/**
 * Customers of whom the caller may see a ticket, found by the beginnings of name, address and what is noted of them.
 * @throws AppError INVALID for a cursor that is broken or of another order
 */
export const listCustomers = query({
  name: "customers.listCustomers",
  permission: "customer:read",
  rateLimit: suggestionsPerMinute,
  lane: () => "customers",
  input: z.object({
    q: z.string().max(200).default(""),
    sort: z.enum(customerSorts).default("newest"),
    cursor: z.string().max(400).optional(),
  }),
  async read(ctx, { q, sort, cursor }): Promise<CustomerPage> {
    const order = orders[sort];
    const rows = await selectCustomers(ctx, { sortAt: order.place })
      .where(and(knownCustomers(ctx), matching(q), cursor ? after(sort, cursor) : undefined))
      .orderBy(...order.by)
      .limit(pageSize + 1);
    const page = rows.slice(0, pageSize);
    const last = rows.length > pageSize ? page.at(-1) : undefined;
    return {
      items: page.map(({ sortAt, ...row }) => toCustomer(row)),
      nextCursor: last ? cursorOf(sort, String(last.sortAt), last.id) : null,
    };
  },
});

/** Customers with what a line shows of them. `extra` columns come on top. */
export function selectCustomers<X extends Record<string, SQL>>(ctx: Context, extra: X) {
  const own = and(visibleTickets(ctx), eq(tasks.customerId, customers.id))!;
  return ctx.tx
    .select({
      id: customers.id,
      name: customers.name,
      email: customers.email,
      verifiedAt: customers.emailVerifiedAt,
      lastSeenAt: customers.lastSeenAt,
      createdAt: customers.createdAt,
      tickets: sql<number>`(select count(*) from ${tasks} where ${own})::int`,
      openTickets: sql<number>`(select count(*) from ${tasks}
        where ${own} and ${tasks.status} not in ('resolved', 'closed'))::int`,
      ...extra,
    })
    .from(customers)
    .$dynamic();
}

type Row = Omit<CustomerListItem, "emailVerified" | "lastSeenAt" | "createdAt"> & {
  verifiedAt: Date | null;
  lastSeenAt: Date | null;
  createdAt: Date;
};

export function toCustomer({ verifiedAt, lastSeenAt, createdAt, ...row }: Row): CustomerListItem {
  return {
    ...row,
    emailVerified: verifiedAt !== null,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

/** Each is the order of an index, so that a page costs the same wherever it is. */
const orders: Record<CustomerSort, { by: SQL[]; place: SQL }> = {
  newest: {
    by: [desc(customers.createdAt), desc(customers.id)],
    place: sql`${customers.createdAt}::text`,
  },
  oldest: { by: [asc(customers.createdAt), asc(customers.id)], place: sql`${customers.createdAt}::text` },
  name: { by: [asc(customers.sortName), asc(customers.id)], place: sql`${customers.sortName}` },
};

function matching(typed: string): SQL | undefined {
  if (typed.trim() === "") return undefined;
  const prefixes = prefixQuery(typed);
  if (!prefixes) return sql`false`;
  return sql`${customers.id} in (select customer_id from search_customers(${prefixes}, ${mostCandidates}))`;
}

const cursorOf = (sort: CustomerSort, at: string, id: string): string =>
  Buffer.from(JSON.stringify([sort, at, id])).toString("base64url");

const cursorShape = z.tuple([z.enum(customerSorts), z.string(), anyId]);

/** @throws AppError INVALID for a cursor that is broken or of another order */
function after(sort: CustomerSort, cursor: string): SQL {
  const [of, at, id] = readCursor(cursor);
  if (of !== sort) throw invalid("cursor", "other_list");
  if (sort === "name") return sql`(${customers.sortName}, ${customers.id}) > (${at}, ${id}::uuid)`;
  if (!instantText.safeParse(at).success) throw invalid("cursor", "invalid");
  const place = sql`(${at}::timestamptz, ${id}::uuid)`;
  return sort === "newest"
    ? sql`(${customers.createdAt}, ${customers.id}) < ${place}`
    : sql`(${customers.createdAt}, ${customers.id}) > ${place}`;
}

function readCursor(cursor: string): z.output<typeof cursorShape> {
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch {
    throw invalid("cursor", "invalid");
  }
}
