import { and, eq, type SQL, sql } from "drizzle-orm";
import { isAnyOf } from "@/db/conditions";
import { chats, customers, memberships, participants, users } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { knownCustomers } from "@/lib/domain/customers/known-customers";
import { prefixQuery, ticketNumber } from "@/lib/domain/tasks/search-words";
import { readableChats } from "./readable-chats";

const mostChats = 200;
const mostPeople = 50;

/** Each word begins a word of the text, whatever their order. */
export function namedLike(column: SQL, typed: string): SQL {
  const words = typed.trim().split(/\s+/).slice(0, 8);
  const starts = words.map((word) => word.replace(/[\\%_]/g, "\\$&"));
  return and(
    ...starts.map((word) => sql`(${column} ilike ${`${word}%`} or ${column} ilike ${`% ${word}%`})`),
  )!;
}

/** Whom `from:` means: members and, for those who meet them, customers. Several may have a name. */
export async function findAuthors(
  ctx: Context,
  name: string,
): Promise<{ userIds: string[]; customerIds: string[] }> {
  if (ctx.actor.kind === "member" && /^(me|я)$/i.test(name)) {
    return { userIds: [ctx.actor.userId], customerIds: [] };
  }
  const prefixes = prefixQuery(name);
  const [members, known] = await Promise.all([
    // Also those who left: what they wrote stays.
    ctx.tx
      .select({ id: users.id })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(and(eq(memberships.workspaceId, ctx.workspaceId), namedLike(sql`${users.name}`, name)))
      .limit(mostPeople),
    prefixes && ctx.can("customer:read")
      ? ctx.tx
          .select({ id: customers.id })
          .from(customers)
          .where(
            and(
              knownCustomers(ctx),
              sql`${customers.id} in (select customer_id from search_customers(${prefixes}, 1000))`,
            ),
          )
          .limit(mostPeople)
      : [],
  ]);
  const customerIds = known.map(({ id }) => id);
  return { userIds: members.map(({ id }) => id), customerIds: await withMerged(ctx, customerIds) };
}

/** With those whom the team knows as one of these: what they wrote stays theirs. */
async function withMerged(ctx: Context, customerIds: string[]): Promise<string[]> {
  if (customerIds.length === 0) return [];
  const merged = await ctx.tx
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.workspaceId, ctx.workspaceId), isAnyOf(customers.knownAs, customerIds)));
  return [...customerIds, ...merged.map(({ id }) => id)];
}

/** Which chats `in:` means: by number, title, or the names of those in it. */
export async function findChats(ctx: Context, typed: string): Promise<string[]> {
  const rows = await ctx.tx
    .select({ id: chats.id })
    .from(chats)
    .where(and(readableChats(ctx), calledLike(ctx, typed)))
    .limit(mostChats);
  return rows.map(({ id }) => id);
}

/** Chats that bear a number, title or name. */
export function calledLike(ctx: Context, typed: string): SQL {
  const number = ticketNumber(typed);
  const prefixes = prefixQuery(typed);
  const reader = ctx.actor.kind === "member" ? ctx.actor.userId : null;
  const { workspaceId } = ctx;
  const named = sql`select team.id from ${chats} team where team.workspace_id = ${workspaceId} and team.kind <> 'support'
    and (${namedLike(sql`coalesce(team.title, '')`, typed)}
      or exists (select from ${participants} p join ${users} other on other.id = p.user_id
        where p.workspace_id = team.workspace_id and p.chat_id = team.id and p.user_id is distinct from ${reader}::uuid
          and p.left_at is null and ${namedLike(sql`other.name`, typed)}))`;
  const numbered = sql`select chat_id from tasks where workspace_id = ${workspaceId} and number = ${number}`;
  const customers = sql`select chat_id from search_named_chats(${typed}, ${prefixes}, 1000)`;
  // Asked for one by one: a condition over several tables would be tried on every chat there is.
  const ways = [named, ...(number === null ? [] : [numbered]), ...(prefixes ? [customers] : [])];
  return sql`${chats.id} in (${sql.join(ways, sql` union all `)})`;
}
