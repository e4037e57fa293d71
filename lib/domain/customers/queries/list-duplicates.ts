import { and, desc, eq, ne, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { customers } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { anyId } from "@/lib/core/input";
import { query } from "@/lib/core/query";
import { suggestionsPerMinute } from "@/lib/domain/chats/rate-limits";
import { prefixQuery } from "@/lib/domain/tasks/search-words";
import { knownCustomers } from "../known-customers";
import { phonesIn, samePhone } from "../phones";
import type { Duplicate } from "../views";
import { selectCustomers, toCustomer } from "./list-customers";

const most = 10;
const mostCandidates = 50;

/**
 * Customers who may be the same person: by address, telephone number or name, those first of whom most speaks for it.
 * @throws AppError NOT_FOUND
 */
export const listDuplicates = query({
  name: "customers.listDuplicates",
  permission: "customer:write",
  rateLimit: suggestionsPerMinute,
  lane: () => "customers",
  input: z.object({ customerId: anyId }),
  async read(ctx, { customerId }): Promise<Duplicate[]> {
    const [own] = await ctx.tx
      .select({
        id: customers.id,
        name: customers.name,
        email: customers.email,
        sortName: customers.sortName,
        attributes: customers.attributes,
      })
      .from(customers)
      .where(and(knownCustomers(ctx), eq(customers.id, customerId)));
    if (!own) throw notFound();
    const phones = phonesIn(own.attributes);
    const alike = [
      own.email ? eq(customers.email, own.email) : undefined,
      own.name ? eq(customers.sortName, own.sortName) : undefined,
      ...phones.map(({ written }) => mentions(written)),
    ].filter((condition) => condition !== undefined);
    if (alike.length === 0) return [];
    // Each way by itself has an index.
    const found = await Promise.all(alike.map((condition) => candidates(ctx, own.id, condition)));
    const all = new Map(found.flat().map((row) => [row.id, row]));
    const ranked = [...all.values()].flatMap(({ attributes, sortName, ...row }) => {
      const same: Duplicate["same"] = [];
      if (own.email && row.email === own.email) same.push("email");
      if (phonesIn(attributes).some((one) => phones.some((other) => samePhone(one, other))))
        same.push("phone");
      if (own.name && row.name && sortName === own.sortName) same.push("name");
      return same.length > 0 ? [{ ...toCustomer(row), same }] : [];
    });
    return ranked.sort((a, b) => weight(b) - weight(a)).slice(0, most);
  },
});

const weights = { email: 4, phone: 2, name: 1 };
const weight = ({ same }: Duplicate) => same.reduce((sum, way) => sum + weights[way], 0);

const candidates = (ctx: Context, ownId: string, condition: SQL) =>
  selectCustomers(ctx, {
    attributes: sql<Record<string, string>>`${customers.attributes}`,
    sortName: sql<string>`${customers.sortName}`,
  })
    .where(and(knownCustomers(ctx), ne(customers.id, ownId), or(condition)))
    .orderBy(desc(customers.createdAt))
    .limit(mostCandidates);

/** Who has the same number noted down somewhere, in groups written the same way. */
function mentions(written: string): SQL | undefined {
  // The index takes a sign for a part of the number behind it.
  const groups = written.match(/(?<![+\-\d])\d{3,}/g) ?? [];
  const prefixes = prefixQuery(groups.join(" "));
  if (!prefixes) return undefined;
  return sql`${customers.id} in (select customer_id from search_customers(${prefixes}, ${mostCandidates}))`;
}
