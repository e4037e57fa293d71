import { and, desc, eq, sql } from "drizzle-orm";
import { domainEvents, users } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";
import type { DomainEvent } from "@/lib/core/events";
import type { QueueAudience } from "@/lib/realtime/channel-names";
import { taskAssigned } from "./events";
import { memberAudiences, queueAudiences, type Task } from "./policy";
import { presentState } from "./present-state";

/**
 * Refuses a change whose author saw another value than the present one, and says who changed it.
 * @param fact the event of such a change
 * @param saw what the person saw; undefined when they didn't say
 * @throws AppError CONFLICT `changed_by_other` with the task as it is and the name of who changed it
 */
export async function requireUnchanged<T>(
  ctx: Context,
  task: Task,
  fact: DomainEvent,
  saw: T | undefined,
  is: T,
  /** Where one kind of event tells of several things: what of its payload says which. */
  which?: Record<string, string>,
): Promise<void> {
  if (saw === undefined || saw === is) return;
  const last = await lastChange(ctx, task.taskId, fact, which);
  throw conflict("changed_by_other", { by: last?.by ?? null, ...(await presentState(ctx, task)) });
}

/**
 * Refuses to take back a change after which there was another one of its kind, also where that led to the same again.
 * @throws AppError CONFLICT `changed_by_other` as `requireUnchanged` does
 */
export async function requireLast(
  ctx: Context,
  task: Task,
  fact: DomainEvent,
  changeId: string,
): Promise<void> {
  const last = await lastChange(ctx, task.taskId, fact);
  if (last && last.id !== changeId)
    throw conflict("changed_by_other", { by: last.by, ...(await presentState(ctx, task)) });
}

/** For how long somebody who could see a ticket is told who took it, rather than that it doesn't exist. */
const justNowMs = 60_000;

/**
 * Of two who take a ticket out of the queue at once the second one can't see it any more, but was looking at it.
 * @throws AppError CONFLICT `changed_by_other` with the name, when it was handed on just now from where they saw it
 */
export async function refuseTakenAway(ctx: Context, taskId: string): Promise<void> {
  const { actor } = ctx;
  const last = actor.kind === "member" ? await lastChange(ctx, taskId, taskAssigned) : undefined;
  if (actor.kind !== "member" || !last || Date.now() - last.at.getTime() > justNowMs) return;
  const { type, before } = taskAssigned.schema.parse(last.payload);
  if (type !== "ticket" || !ctx.can("ticket:handle")) return;
  const own = memberAudiences(actor).map(nameOf);
  const saw =
    before.assigneeUserId === actor.userId || queueAudiences(before).some((one) => own.includes(nameOf(one)));
  if (saw) throw conflict("changed_by_other", { by: last.by });
}

const nameOf = (audience: QueueAudience) => (audience.kind === "team" ? audience.teamId : audience.kind);

/**
 * Who changed a task so last, and when; nobody's name where no member did.
 * @param which where one kind of event tells of several things: what of its payload says which
 */
export async function lastChange(
  ctx: Context,
  taskId: string,
  fact: DomainEvent,
  which?: Record<string, string>,
) {
  const [last] = await ctx.tx
    .select({
      id: domainEvents.id,
      by: users.name,
      byId: users.id,
      at: domainEvents.createdAt,
      payload: domainEvents.payload,
    })
    .from(domainEvents)
    .leftJoin(
      users,
      and(eq(domainEvents.actorKind, "member"), sql`${users.id}::text = ${domainEvents.actorId}`),
    )
    .where(
      and(
        eq(domainEvents.workspaceId, ctx.workspaceId),
        eq(domainEvents.subjectId, taskId),
        eq(domainEvents.name, fact.name),
        which && sql`${domainEvents.payload} @> ${JSON.stringify(which)}::text::jsonb`,
      ),
    )
    .orderBy(desc(domainEvents.id))
    .limit(1);
  return last;
}
