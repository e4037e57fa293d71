import { and, desc, eq, sql } from "drizzle-orm";
import { domainEvents, users } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";
import type { SupportChat } from "./policy";
import { getSummary } from "./summary";

/**
 * Refuses a change whose author saw another value than the present one, and says who changed it.
 * @param saw what the person saw; undefined when they didn't say
 * @throws AppError CONFLICT `changed_by_other` with the ticket as it is and the name of who changed it
 */
export async function requireUnchanged<T>(
  ctx: Context,
  ticket: SupportChat,
  fact: "assigned" | "status_changed" | "priority_changed",
  saw: T | undefined,
  is: T,
): Promise<void> {
  if (saw === undefined || saw === is) return;
  const [last] = await ctx.tx
    .select({ by: users.name })
    .from(domainEvents)
    .leftJoin(
      users,
      and(eq(domainEvents.actorKind, "member"), sql`${users.id}::text = ${domainEvents.actorId}`),
    )
    .where(
      and(
        eq(domainEvents.workspaceId, ctx.workspaceId),
        eq(domainEvents.subjectId, ticket.ticketId),
        eq(domainEvents.name, `ticket.${fact}`),
      ),
    )
    .orderBy(desc(domainEvents.id))
    .limit(1);
  throw conflict("changed_by_other", {
    by: last?.by ?? null,
    ticket: await getSummary(ctx, ticket.ticketId),
  });
}
