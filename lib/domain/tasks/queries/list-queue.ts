import { createHash } from "node:crypto";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { isAnyOf } from "@/db/conditions";
import { customers, memberships, tags, tasks, teams, users } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { instantText } from "@/lib/core/input";
import { query } from "@/lib/core/query";
import { visibleTickets } from "@/lib/domain/chats/policy";
import { suggestionsPerMinute } from "@/lib/domain/chats/rate-limits";
import { knownCustomers } from "@/lib/domain/customers/known-customers";
import type { AddressProblem } from "../queue/address";
import { ofLeg, passing } from "../queue/conditions";
import { queueAddress } from "../queue/input";
import { type Leg, legsOf } from "../queue/legs";
import { readQueueSearch } from "../queue/operators";
import { type QueueFilters, type QueuePlace, ticketsKey } from "../queue/place";
import { selectSummaries } from "../summary";
import { readTicketSearch } from "../ticket-search";
import type { TicketListItem } from "../views";
import { ownFacts, toItem } from "./list-tickets";

const pageSize = 60;
/**
 * So many legs are asked for in the first statement, and twice as many in each that follows: where the first ones fill
 * the page, the others cost nothing, and where hundreds are empty, a few statements say so.
 */
const firstLegs = 6;
const mostLegsAtOnce = 96;

export type QueuePage = {
  items: TicketListItem[];
  nextCursor: string | null;
  /** What of the address and of the search was not understood. */
  ignored: AddressProblem[];
  /** What the members, customers and tags are called who are filtered by, as far as the caller meets them. */
  names: Record<string, string>;
};

/**
 * A page of the support queue as the caller may see it. Each sort has an index that holds its order, and a page ends
 * at a key that no other ticket has, so that nothing is lost or doubled while others change what is listed.
 */
export const listQueue = query({
  name: "tasks.listQueue",
  permission: "ticket:handle",
  rateLimit: suggestionsPerMinute,
  lane: () => "queue",
  input: z.object({ address: queueAddress, cursor: z.string().max(1_000).optional() }),
  async read(ctx, { address: { place, problems }, cursor }): Promise<QueuePage> {
    const after = cursor === undefined ? null : parseCursor(cursor, place);
    const [, found, names] = await Promise.all([
      planForValues(ctx),
      findPage(ctx, place, after),
      namesOf(ctx, place.filters),
    ]);
    const page = found.slice(0, pageSize);
    const last = found.length > pageSize ? page.at(-1) : undefined;
    return {
      items: await rowsOf(
        ctx,
        page.map(({ id }) => id),
      ),
      nextCursor: last ? makeCursor(place, last) : null,
      ignored: [...problems, ...readQueueSearch(readTicketSearch(place.filters.q).words).problems],
      names,
    };
  },
});

/**
 * What is rare decides by which index a list is found. A plan that is kept for all values takes everything for common,
 * and would go through all tickets for somebody who holds none; and what looks common in the whole table may lie behind
 * the tickets of all other workspaces.
 */
export const planForValues = (ctx: Context) =>
  ctx.tx.execute(sql`select set_config('plan_cache_mode', 'force_custom_plan', true),
    set_config('enable_seqscan', 'off', true)`);

type Place = { leg: Leg; at: string; id: string };
type Cursor = { order: string; key: Leg["key"]; at: string; id: string };

async function findPage(ctx: Context, place: QueuePlace, after: Cursor | null): Promise<Place[]> {
  const all = legsOf(place, await namedGroups(ctx, place));
  // The key belongs to a column of the leg's kind: a forged one must not reach another.
  const own = after && all.find(({ order }) => order === after.order);
  if (own && own.key !== after.key) throw invalid("cursor", "invalid");
  const legs = after ? all.filter(({ order }) => order >= after.order) : all;
  const found: Place[] = [];
  let size = firstLegs;
  for (
    let from = 0;
    from < legs.length && found.length <= pageSize;
    from += size, size = Math.min(size * 2, mostLegsAtOnce)
  ) {
    const some = legs.slice(from, from + size);
    const rows = await ctx.tx.execute<{ leg: number; id: string; at: string }>(
      sql.join(
        some.map((leg, n) => legStatement(ctx, place, { leg, n, after })),
        sql` union all `,
      ),
    );
    const places = [...rows].map(({ leg, id, at }) => ({ n: leg, leg: some[leg]!, id, at }));
    // Each leg comes in its order; only which comes first is not promised.
    found.push(...places.sort((a, b) => a.n - b.n));
  }
  return found.slice(0, pageSize + 1);
}

function legStatement(
  ctx: Context,
  { filters }: QueuePlace,
  { leg, n, after }: { leg: Leg; n: number; after: Cursor | null },
): SQL {
  const key = keys[leg.key];
  const direction = leg.descending ? sql`desc` : sql`asc`;
  const beyond =
    after?.order === leg.order
      ? sql`(${key.column}, ${tasks.id}) ${leg.descending ? sql`<` : sql`>`}
          (${after.at}::${key.type}, ${after.id}::uuid)`
      : undefined;
  const where = and(visibleTickets(ctx), passing(ctx, filters), ofLeg(leg.fixed), beyond);
  // A cursor carries the database's own text of a time: a Date would cut its microseconds and lose rows.
  return sql`(select ${n}::int as leg, ${tasks.id} as id, ${key.column}::text as at from ${tasks} where ${where}
    order by ${key.column} ${direction}, ${tasks.id} ${direction} limit ${pageSize + 1})`;
}

const keys = {
  activity: { column: sql`${tasks.lastActivityAt}`, type: sql`timestamptz`, shape: instantText },
  waiting: { column: sql`${tasks.waitingSince}`, type: sql`timestamptz`, shape: instantText },
  number: { column: sql`${tasks.number}`, type: sql`integer`, shape: z.string().regex(/^\d{1,9}$/) },
} as const;

/** By whom a list is grouped, of those who hold a ticket and may be in it; also who has left and still holds some. */
async function namedGroups(ctx: Context, { group, filters }: QueuePlace) {
  const me = ctx.actor.kind === "member" ? ctx.actor.userId : null;
  if (group === "assignee") {
    const ids = filters.assignee.flatMap((id) => (id === "nobody" ? [] : id === "me" ? (me ?? []) : [id]));
    return ctx.tx
      .select({ id: users.id, name: users.name })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(
        and(
          eq(memberships.workspaceId, ctx.workspaceId),
          filters.assignee.length > 0 ? isAnyOf(memberships.userId, ids) : undefined,
          sql`exists (select from ${tasks} held where held.workspace_id = ${ctx.workspaceId}
            and held.assignee_user_id = users.id and held.type = 'ticket')`,
        ),
      );
  }
  if (group === "team") {
    const ids = filters.team.filter((id) => id !== "none");
    return ctx.tx
      .select({ id: teams.id, name: teams.name })
      .from(teams)
      .where(
        and(
          eq(teams.workspaceId, ctx.workspaceId),
          filters.team.length > 0 ? isAnyOf(teams.id, ids) : undefined,
          sql`exists (select from ${tasks} held where held.workspace_id = ${ctx.workspaceId}
            and held.team_id = teams.id and held.type = 'ticket')`,
        ),
      );
  }
  return [];
}

async function rowsOf(ctx: Context, ids: string[]): Promise<TicketListItem[]> {
  if (ids.length === 0) return [];
  const rows = await selectSummaries(ctx.tx, ownFacts(ctx)).where(
    and(visibleTickets(ctx), isAnyOf(tasks.id, ids)),
  );
  const items = new Map(rows.map((row) => [row.id, toItem(row)]));
  return ids.flatMap((id) => items.get(id) ?? []);
}

async function namesOf(
  ctx: Context,
  { customer, assignee, tag }: QueueFilters,
): Promise<Record<string, string>> {
  const tagIds = tag.filter((id) => id !== "none");
  const userIds = assignee.filter((id) => id !== "me" && id !== "nobody");
  const [clients, members, tagged] = await Promise.all([
    customer.length > 0
      ? ctx.tx
          .select({ id: customers.id, name: customers.name, email: customers.email })
          .from(customers)
          .where(and(knownCustomers(ctx), isAnyOf(customers.id, customer)))
      : [],
    userIds.length > 0
      ? ctx.tx
          .select({ id: users.id, name: users.name })
          .from(memberships)
          .innerJoin(users, eq(users.id, memberships.userId))
          .where(and(eq(memberships.workspaceId, ctx.workspaceId), isAnyOf(memberships.userId, userIds)))
      : [],
    tagIds.length > 0
      ? ctx.tx
          .select({ id: tags.id, name: tags.name })
          .from(tags)
          .where(and(eq(tags.workspaceId, ctx.workspaceId), isAnyOf(tags.id, tagIds), isNull(tags.goneAt)))
      : [],
  ]);
  return Object.fromEntries([
    ...clients.map(({ id, name, email }) => [id, name ?? email ?? ""]),
    ...[...members, ...tagged].map(({ id, name }) => [id, name]),
  ]);
}

const cursorShape = z.object({
  list: z.string(),
  order: z.string().max(400),
  key: z.enum(["activity", "number", "waiting"]),
  at: z.string(),
  id: z.guid(),
});

const makeCursor = (place: QueuePlace, { leg, at, id }: Place) =>
  Buffer.from(JSON.stringify({ list: listOf(place), order: leg.order, key: leg.key, at, id })).toString(
    "base64url",
  );

/** Names a list, so that its cursors mean nothing in another. */
const listOf = (place: QueuePlace) =>
  createHash("sha256").update(ticketsKey(place)).digest("base64url").slice(0, 12);

/** @throws AppError INVALID for a cursor that is broken or was made for another list */
function parseCursor(text: string, place: QueuePlace): Cursor {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    throw invalid("cursor", "invalid");
  }
  const cursor = cursorShape.safeParse(parsed);
  if (!cursor.success) throw invalid("cursor", "invalid");
  const { list, ...rest } = cursor.data;
  if (list !== listOf(place)) throw invalid("cursor", "other_list");
  if (!keys[rest.key].shape.safeParse(rest.at).success) throw invalid("cursor", "invalid");
  return rest;
}
