import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { customers, memberships, users } from "@/db/schema";
import { query } from "@/lib/core/query";
import { searchesPerMinute } from "@/lib/domain/chats/rate-limits";
import { knownCustomers } from "@/lib/domain/customers/known-customers";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import { prefixQuery } from "@/lib/domain/tasks/search-words";
import { namedLike } from "../resolve";
import { longestSearch } from "../searcher";
import type { PersonHit } from "../views";

const most = 30;

/** Colleagues by name and, for those who meet them in tickets, customers by name and address. */
export const searchPeople = query({
  name: "search.searchPeople",
  permission: "member:list",
  rateLimit: searchesPerMinute,
  lane: () => "search",
  input: z.object({
    q: z.string().max(longestSearch),
    most: z.number().int().min(1).max(most).default(most),
  }),
  async read(ctx, { q, most }): Promise<PersonHit[]> {
    if (!q.trim()) return [];
    const prefixes = prefixQuery(q);
    const [members, known] = await Promise.all([
      ctx.tx
        .select({ id: users.id, name: users.name, avatarKey: users.avatarKey, role: memberships.role })
        .from(memberships)
        .innerJoin(users, eq(users.id, memberships.userId))
        .where(
          and(
            eq(memberships.workspaceId, ctx.workspaceId),
            isNull(memberships.removedAt),
            namedLike(sql`${users.name}`, q),
          ),
        )
        .orderBy(asc(users.name), asc(users.id))
        .limit(most),
      prefixes && ctx.can("customer:read")
        ? ctx.tx
            .select({ id: customers.id, name: customers.name, email: customers.email })
            .from(customers)
            .where(
              and(
                knownCustomers(ctx),
                sql`${customers.id} in (select customer_id from search_customers(${prefixes}, 1000))`,
              ),
            )
            .orderBy(desc(customers.createdAt), desc(customers.id))
            .limit(most)
        : [],
    ]);
    const self = ctx.actor.kind === "member" ? ctx.actor.userId : null;
    return [
      ...members.map(({ avatarKey, ...member }) => ({
        kind: "member" as const,
        ...member,
        avatar: avatarUrl(avatarKey),
        isSelf: member.id === self,
      })),
      ...known.map((customer) => ({ kind: "customer" as const, ...customer })),
    ];
  },
});
