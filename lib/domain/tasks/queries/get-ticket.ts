import { and, desc, eq, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { customers, presence, tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { visibleTickets } from "@/lib/domain/chats/policy";
import { attributesOf } from "@/lib/domain/customers/attributes";
import { presenceSeconds } from "@/lib/domain/presence/presence-seconds";
import { selectSummaries, toSummary } from "../summary";
import { nextStatuses } from "../ticket-status";
import type { TicketDetail, TicketStatus } from "../views";
import { readSeqOf } from "./list-tickets";

const mostOtherTickets = 10;

/** A ticket with what the panel beside its thread shows. @throws AppError NOT_FOUND */
export const getTicket = query({
  name: "tasks.getTicket",
  permission: "ticket:handle",
  input: z.object({ number: z.coerce.number().int().min(1).max(2_147_483_647) }),
  async read(ctx, { number }): Promise<TicketDetail> {
    const [row] = await selectSummaries(ctx.tx, { readSeq: readSeqOf(ctx), followsNumber }).where(
      and(visibleTickets(ctx), eq(tasks.number, number)),
    );
    if (!row) throw notFound();
    const summary = toSummary(row);
    return {
      ...summary,
      readSeq: Number(row.readSeq),
      followsNumber: row.followsNumber,
      customer: row.customerId ? await customerOf(ctx, row.customerId, row.id) : null,
      nextStatuses: nextStatuses(summary.status),
    };
  },
});

const followsNumber = sql<number | null>`(select f.number from ${tasks} f
  where f.workspace_id = ${tasks.workspaceId} and f.id = ${tasks.followsTaskId})`;

async function customerOf(
  ctx: Context,
  customerId: string,
  ticketId: string,
): Promise<TicketDetail["customer"]> {
  const [rows, others] = await Promise.all([
    ctx.tx
      .select({
        id: customers.id,
        name: customers.name,
        email: customers.email,
        verifiedAt: customers.emailVerifiedAt,
        timeZone: customers.timeZone,
        locale: customers.locale,
        lastSeenAt: customers.lastSeenAt,
        online: isOnline,
        attributes: customers.attributes,
        notes: notesBeside,
      })
      .from(customers)
      .where(and(eq(customers.workspaceId, ctx.workspaceId), eq(customers.id, customerId))),
    ctx.tx
      .select({
        id: tasks.id,
        number: tasks.number,
        title: tasks.title,
        status: sql<TicketStatus>`${tasks.status}`,
        at: tasks.lastActivityAt,
      })
      .from(tasks)
      .where(and(visibleTickets(ctx), eq(tasks.customerId, customerId), ne(tasks.id, ticketId)))
      .orderBy(desc(tasks.lastActivityAt))
      .limit(mostOtherTickets),
  ]);
  const customer = rows[0];
  if (!customer) throw notFound();
  const { verifiedAt, lastSeenAt, attributes, notes, ...rest } = customer;
  return {
    ...rest,
    attributes: attributesOf(attributes),
    latestNotes: notes?.latest ?? [],
    noteCount: notes?.count ?? 0,
    emailVerified: verifiedAt !== null,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    otherTickets: others.map((other) => ({ ...other, at: other.at.toISOString() })),
  };
}

type NotesBeside = { count: number; latest: { id: string; body: string; by: string }[] };

// Names of columns are written out: within a query of one table Drizzle leaves the table's away.
/** The last two notes and how many there are; also of those whom the team knows as this customer. */
const notesBeside = sql<NotesBeside | null>`(
  select json_build_object('count', count(*), 'latest', coalesce(
    json_agg(json_build_object('id', n.id, 'body', left(n.body, 400), 'by', n.by) order by n.nr)
      filter (where n.nr <= 2), '[]'))
  from (select o.id, o.body, u.name as by, row_number() over (order by o.created_at desc, o.id desc) as nr
    from customer_notes o join users u on u.id = o.author_user_id
    where o.workspace_id = customers.workspace_id and o.deleted_at is null and o.customer_id in (
      select customers.id
      union all select c.id from customers c
        where c.workspace_id = customers.workspace_id and c.known_as = customers.id)) n)`;

const isOnline = sql<boolean>`exists (select from ${presence}
  where ${presence.workspaceId} = customers.workspace_id and ${presence.customerId} in (
      select customers.id
      union all select c.id from customers c
        where c.workspace_id = customers.workspace_id and c.known_as = customers.id)
    and ${presence.seenAt} > now() - make_interval(secs => ${presenceSeconds}))`;
