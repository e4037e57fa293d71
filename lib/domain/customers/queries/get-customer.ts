import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { customerMerges, customers, tasks, users } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { invalid, notFound } from "@/lib/core/errors";
import { anyId, instantText } from "@/lib/core/input";
import { query } from "@/lib/core/query";
import { visibleTickets } from "@/lib/domain/chats/policy";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import type { TicketStatus } from "@/lib/domain/tasks/views";
import { attributesOf } from "../attributes";
import { identitiesOf } from "../identities";
import { metCustomers } from "../known-customers";
import { notesOf } from "../notes";
import type { CustomerProfile, MergedCustomer } from "../views";

const ticketsOnPage = 25;

/**
 * A customer with those of their tickets that the caller may see, a page at a time. Who was merged into another one is
 * answered as that one.
 * @throws AppError NOT_FOUND; INVALID for a broken cursor
 */
export const getCustomer = query({
  name: "customers.getCustomer",
  permission: "customer:read",
  input: z.object({ customerId: z.guid(), cursor: z.string().max(200).optional() }),
  async read(ctx, { customerId, cursor }): Promise<CustomerProfile> {
    const row = await find(ctx, customerId);
    const identities = await identitiesOf(ctx, row.id);
    const [tickets, notes, merged] = await Promise.all([
      ticketsOf(ctx, row.id, cursor),
      notesOf(ctx, identities),
      identities.length > 1 ? mergedInto(ctx, row.id) : [],
    ]);
    const { id, name, email, locale, timeZone } = row;
    return {
      id,
      name,
      email,
      locale,
      timeZone,
      emailVerified: row.emailVerifiedAt !== null,
      lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
      attributes: attributesOf(row.attributes),
      notes,
      merged,
      ...tickets,
    };
  },
});

async function find(ctx: Context, customerId: string) {
  const [row] = await ctx.tx
    .select()
    .from(customers)
    .where(and(metCustomers(ctx), eq(customers.id, customerId)));
  if (!row?.knownAs) return row ?? raise();
  const [now] = await ctx.tx
    .select()
    .from(customers)
    .where(and(metCustomers(ctx), eq(customers.id, row.knownAs)));
  return now ?? raise();
}

function raise(): never {
  throw notFound();
}

async function ticketsOf(
  ctx: Context,
  customerId: string,
  cursor: string | undefined,
): Promise<Pick<CustomerProfile, "tickets" | "nextCursor">> {
  const rows = await ctx.tx
    .select({
      id: tasks.id,
      number: tasks.number,
      title: tasks.title,
      status: sql<TicketStatus>`${tasks.status}`,
      at: tasks.lastActivityAt,
      sortAt: sql<string>`${tasks.lastActivityAt}::text`,
    })
    .from(tasks)
    .where(and(visibleTickets(ctx), eq(tasks.customerId, customerId), cursor ? after(cursor) : undefined))
    .orderBy(desc(tasks.lastActivityAt), desc(tasks.id))
    .limit(ticketsOnPage + 1);
  const page = rows.slice(0, ticketsOnPage);
  const last = rows.length > ticketsOnPage ? page.at(-1) : undefined;
  return {
    tickets: page.map(({ sortAt, at, ...ticket }) => ({ ...ticket, at: at.toISOString() })),
    nextCursor: last ? Buffer.from(`${last.sortAt}|${last.id}`).toString("base64url") : null,
  };
}

function after(cursor: string) {
  const [at = "", id = ""] = Buffer.from(cursor, "base64url").toString().split("|");
  if (!instantText.safeParse(at).success || !anyId.safeParse(id).success) throw invalid("cursor", "invalid");
  return sql`(${tasks.lastActivityAt}, ${tasks.id}) < (${at}::timestamptz, ${id}::uuid)`;
}

/** All whom the team knows as this customer, those first who were merged first. */
async function mergedInto(ctx: Context, customerId: string): Promise<MergedCustomer[]> {
  const rows = await ctx.tx
    .select({
      mergeId: customerMerges.id,
      name: customers.name,
      email: customers.email,
      verifiedAt: customers.emailVerifiedAt,
      mergedBy: { id: users.id, name: users.name, avatar: users.avatarKey },
      at: customerMerges.createdAt,
    })
    .from(customers)
    .innerJoin(
      customerMerges,
      and(
        eq(customerMerges.workspaceId, customers.workspaceId),
        eq(customerMerges.customerId, customers.id),
        isNull(customerMerges.undoneAt),
      ),
    )
    .innerJoin(users, eq(users.id, customerMerges.mergedBy))
    .where(and(eq(customers.workspaceId, ctx.workspaceId), eq(customers.knownAs, customerId)))
    .orderBy(asc(customerMerges.createdAt), asc(customerMerges.id));
  return rows.map(({ verifiedAt, mergedBy, at, ...row }) => ({
    ...row,
    emailVerified: verifiedAt !== null,
    mergedBy: { ...mergedBy, avatar: avatarUrl(mergedBy.avatar) },
    at: at.toISOString(),
  }));
}
