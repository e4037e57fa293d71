import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { customers, tasks } from "@/db/schema";
import { notFound } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { visibleTickets } from "@/lib/domain/chats/policy";
import type { TicketStatus } from "@/lib/domain/tasks/views";
import type { CustomerProfile } from "../views";
import { knownCustomers } from "./list-customers";

const mostTickets = 100;

/** A customer with those of their tickets that the caller may see. @throws AppError NOT_FOUND */
export const getCustomer = query({
  name: "customers.getCustomer",
  permission: "customer:read",
  input: z.object({ customerId: z.guid() }),
  async read(ctx, { customerId }): Promise<CustomerProfile> {
    const [rows, tickets] = await Promise.all([
      ctx.tx
        .select()
        .from(customers)
        .where(and(knownCustomers(ctx), eq(customers.id, customerId))),
      ctx.tx
        .select({
          id: tasks.id,
          number: tasks.number,
          title: tasks.title,
          status: sql<TicketStatus>`${tasks.status}`,
          at: tasks.lastActivityAt,
        })
        .from(tasks)
        .where(and(visibleTickets(ctx), eq(tasks.customerId, customerId)))
        .orderBy(desc(tasks.lastActivityAt), desc(tasks.id))
        .limit(mostTickets),
    ]);
    const row = rows[0];
    if (!row) throw notFound();
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
      tickets: tickets.map((ticket) => ({ ...ticket, at: ticket.at.toISOString() })),
    };
  },
});
