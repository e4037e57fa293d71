import { and, desc, eq, sql } from "drizzle-orm";
import { domainEvents, users } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";
import type { QueueAudience } from "@/lib/realtime/channel-names";
import { ticketAssigned } from "./events";
import { memberAudiences, queueAudiences, type SupportChat } from "./policy";
import { getSummary } from "./summary";

type Fact = "assigned" | "status_changed" | "priority_changed";

/**
 * Refuses a change whose author saw another value than the present one, and says who changed it.
 * @param saw what the person saw; undefined when they didn't say
 * @throws AppError CONFLICT `changed_by_other` with the ticket as it is and the name of who changed it
 */
export async function requireUnchanged<T>(
  ctx: Context,
  ticket: SupportChat,
  fact: Fact,
  saw: T | undefined,
  is: T,
): Promise<void> {
  if (saw === undefined || saw === is) return;
  const last = await lastChange(ctx, ticket.ticketId, fact);
  throw conflict("changed_by_other", {
    by: last?.by ?? null,
    ticket: await getSummary(ctx, ticket.ticketId),
  });
}

/** For how long somebody who could see a ticket is told who took it, rather than that it doesn't exist. */
const justNowMs = 60_000;

/**
 * Of two who take a ticket out of the queue at once the second one can't see it any more, but was looking at it.
 * @throws AppError CONFLICT `changed_by_other` with the name, when it was handed on just now from where they saw it
 */
export async function refuseTakenAway(ctx: Context, ticketId: string): Promise<void> {
  const { actor } = ctx;
  const last = actor.kind === "member" ? await lastChange(ctx, ticketId, "assigned") : undefined;
  if (actor.kind !== "member" || !last || Date.now() - last.at.getTime() > justNowMs) return;
  const { before } = ticketAssigned.schema.parse(last.payload);
  const own = memberAudiences(actor).map(nameOf);
  const saw =
    before.assigneeUserId === actor.userId || queueAudiences(before).some((one) => own.includes(nameOf(one)));
  if (saw) throw conflict("changed_by_other", { by: last.by });
}

const nameOf = (audience: QueueAudience) => (audience.kind === "team" ? audience.teamId : audience.kind);

async function lastChange(ctx: Context, ticketId: string, fact: Fact) {
  const [last] = await ctx.tx
    .select({ by: users.name, at: domainEvents.createdAt, payload: domainEvents.payload })
    .from(domainEvents)
    .leftJoin(
      users,
      and(eq(domainEvents.actorKind, "member"), sql`${users.id}::text = ${domainEvents.actorId}`),
    )
    .where(
      and(
        eq(domainEvents.workspaceId, ctx.workspaceId),
        eq(domainEvents.subjectId, ticketId),
        eq(domainEvents.name, `ticket.${fact}`),
      ),
    )
    .orderBy(desc(domainEvents.id))
    .limit(1);
  return last;
}
