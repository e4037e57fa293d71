import { and, desc, eq, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { customers, presence, tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { visibleTickets } from "@/lib/domain/chats/policy";
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
  const { verifiedAt, lastSeenAt, ...rest } = customer;
  return {
    ...rest,
    emailVerified: verifiedAt !== null,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    otherTickets: others.map((other) => ({ ...other, at: other.at.toISOString() })),
  };
}

const isOnline = sql<boolean>`exists (select from ${presence}
  where ${presence.workspaceId} = ${customers.workspaceId} and ${presence.customerId} = ${customers.id}
    and ${presence.seenAt} > now() - make_interval(secs => ${presenceSeconds}))`;
