import { createHash } from "node:crypto";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { isAnyOf } from "@/db/conditions";
import { customers, memberships, tags, taskFieldValues, tasks, teams, users } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { instantText } from "@/lib/core/input";
import { query } from "@/lib/core/query";
import { visibleTickets } from "@/lib/domain/chats/policy";
import { suggestionsPerMinute } from "@/lib/domain/chats/rate-limits";
import { knownCustomers } from "@/lib/domain/customers/known-customers";
import { type FieldDefinition, isFieldDay } from "../fields/field-rules";
import type { AddressProblem } from "../queue/address";
import { ofLeg, passing } from "../queue/conditions";
import { type Fitted, fitPlace } from "../queue/fit-place";
import { queueAddress } from "../queue/input";
import { type Leg, type LegKey, legsOf, type SortField } from "../queue/legs";
import { readQueueSearch } from "../queue/operators";
import { fieldIdOf, type QueuePlace, ticketsKey } from "../queue/place";
import { planForValues } from "../queue/plan-for-values";
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
  input: z.object({ address: queueAddress, cursor: z.string().max(6_000).optional() }),
  async read(ctx, { address, cursor }): Promise<QueuePage> {
    const fitted = await fitPlace(ctx, address.place);
    const { place } = fitted;
    const after = cursor === undefined ? null : parseCursor(cursor, place);
    const [, found, names] = await Promise.all([
      planForValues(ctx),
      findPage(ctx, fitted, after),
      namesOf(ctx, fitted),
    ]);
    const page = found.slice(0, pageSize);
    const last = found.length > pageSize ? page.at(-1) : undefined;
    return {
      items: await rowsOf(
        ctx,
        page.map(({ id }) => id),
      ),
      nextCursor: last ? makeCursor(place, last) : null,
      ignored: [
        ...address.problems,
        ...fitted.problems,
        ...readQueueSearch(readTicketSearch(place.filters.q).words).problems,
      ],
      names,
    };
  },
});

type Place = { leg: Leg; at: string; id: string };
type Cursor = { order: string; key: Leg["key"]; at: string; id: string };

async function findPage(ctx: Context, fitted: Fitted, after: Cursor | null): Promise<Place[]> {
  const { place, fields } = fitted;
  const [named, sortField] = await Promise.all([
    namedGroups(ctx, place),
    sortFieldOf(ctx, place.sort, fields),
  ]);
  const all = legsOf(place, named, sortField);
  // The key belongs to a column of the leg's kind: a forged one must not reach another.
  const own = after && all.find(({ order }) => order === after.order);
  if (own && own.key !== after.key) throw invalid("cursor", "invalid");
  const legs = after ? all.filter(({ order }) => order >= after.order) : all;
  const found: Place[] = [];
  let size = firstLegs;
  for (let from = 0; from < legs.length && found.length <= pageSize; ) {
    const some = nextLegs(legs.slice(from, from + size));
    from += some.length;
    size = Math.min(size * 2, mostLegsAtOnce);
    const rows = await ctx.tx.execute<{ leg: number; id: string; at: string }>(
      sql.join(
        some.map((leg, n) => legStatement(ctx, fitted, { leg, n, after })),
        sql` union all `,
      ),
    );
    const places = [...rows].map(({ leg, id, at }) => ({ n: leg, leg: some[leg]!, id, at }));
    // Each leg comes in its order; only which comes first is not promised.
    found.push(...places.sort((a, b) => a.n - b.n));
  }
  return found.slice(0, pageSize + 1);
}

/** Those that have nothing in a field are looked for where nobody else is left: that takes a look at many who have. */
function nextLegs(legs: Leg[]): Leg[] {
  const costly = legs.findIndex(({ fixed }) => fixed.field?.is === null);
  return costly < 0 ? legs : legs.slice(0, Math.max(1, costly));
}

async function sortFieldOf(
  ctx: Context,
  { key }: QueuePlace["sort"],
  fields: readonly FieldDefinition[],
): Promise<SortField | null> {
  const field = fields.find(({ id }) => id === fieldIdOf(key));
  if (!field) return null;
  if (field.type !== "person") return { field, people: [] };
  const people = await ctx.tx
    .select({ id: users.id, name: users.name })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.workspaceId, ctx.workspaceId),
        sql`exists (select from ${taskFieldValues} v where v.workspace_id = ${ctx.workspaceId}
          and v.field_id = ${field.id} and v.user_id = users.id)`,
      ),
    );
  return { field, people };
}

function legStatement(
  ctx: Context,
  fitted: Fitted,
  { leg, n, after }: { leg: Leg; n: number; after: Cursor | null },
): SQL {
  const key = keys[leg.key];
  // Said, so that an index of nothing but values serves it.
  const isThere = leg.key.startsWith("field") ? sql`${key.column} is not null` : undefined;
  const ofField = Boolean(leg.fixed.field?.is);
  // The same id, named so that the index of the values gives the order.
  const id = ofField ? sql`${taskFieldValues.taskId}` : sql`${tasks.id}`;
  const values = ofField
    ? sql`join ${taskFieldValues} on ${taskFieldValues.workspaceId} = ${tasks.workspaceId}
        and ${taskFieldValues.taskId} = ${tasks.id}`
    : sql``;
  const direction = leg.descending ? sql`desc` : sql`asc`;
  const beyond =
    after?.order === leg.order
      ? sql`(${key.column}, ${id}) ${leg.descending ? sql`<` : sql`>`}
          (${after.at}::${key.type}, ${after.id}::uuid)`
      : undefined;
  const where = and(visibleTickets(ctx), passing(ctx, fitted), ofLeg(ctx, leg.fixed), isThere, beyond);
  // A cursor carries the database's own text of a time: a Date would cut its microseconds and lose rows.
  return sql`(select ${n}::int as leg, ${tasks.id} as id, ${key.column}::text as at from ${tasks} ${values}
    where ${where} order by ${key.column} ${direction}, ${id} ${direction} limit ${pageSize + 1})`;
}

const keys = {
  activity: { column: sql`${tasks.lastActivityAt}`, type: sql`timestamptz`, shape: instantText },
  waiting: { column: sql`${tasks.waitingSince}`, type: sql`timestamptz`, shape: instantText },
  number: { column: sql`${tasks.number}`, type: sql`integer`, shape: z.string().regex(/^\d{1,9}$/) },
  fieldText: { column: sql`${taskFieldValues.textKey}`, type: sql`text`, shape: z.string().max(4_000) },
  fieldNumber: {
    column: sql`${taskFieldValues.numberValue}`,
    type: sql`double precision`,
    shape: z.string().regex(/^-?\d{1,20}(\.\d{1,30})?(e[+-]\d{1,3})?$/),
  },
  fieldDate: {
    column: sql`${taskFieldValues.dateValue}`,
    type: sql`date`,
    shape: z.string().refine(isFieldDay),
  },
  age: { column: sql`${taskFieldValues.taskId}`, type: sql`uuid`, shape: z.guid() },
} as const satisfies Record<LegKey, unknown>;

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

async function namesOf(ctx: Context, { place, fields }: Fitted): Promise<Record<string, string>> {
  const { customer, assignee, tag, fields: byField } = place.filters;
  const tagIds = tag.filter((id) => id !== "none");
  const inFields = Object.entries(byField).flatMap(([id, filter]) => {
    const isPerson = fields.some((field) => field.id === id && field.type === "person");
    return isPerson && filter.kind === "oneOf" ? filter.values : [];
  });
  const words = ["me", "nobody", "none"];
  const userIds = [...assignee, ...inFields].filter((id) => !words.includes(id));
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
  key: z.enum(Object.keys(keys) as LegKey[]),
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
