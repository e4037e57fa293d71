import { and, eq, sql } from "drizzle-orm";
import { systemDb } from "@/db/client";
import { isAnyOf } from "@/db/conditions";
import { domainEvents } from "@/db/schema";
import type { StoredEvent } from "@/lib/core/events";

/** Attempts after which an event that jobs need becomes a dead letter; about an hour with the delays below. */
const mostAttempts = 12;
/** Attempts after which a hint to screens is given up: browsers have fetched the truth by then. */
const mostHints = 5;
/** How long a sweep has for what it claims. */
const leaseSeconds = 30;
const batchSize = 200;

export async function markDispatched(workspaceId: string, events: StoredEvent[]): Promise<void> {
  if (events.length === 0) return;
  await systemDb()
    .update(domainEvents)
    .set({ dispatchedAt: sql`now()`, lastError: null })
    .where(oneOf(workspaceId, events));
}

/** @param outcome `needed`: it must still arrive, and is kept as a dead letter when it never does */
export async function markFailed(
  workspaceId: string,
  events: StoredEvent[],
  error: string,
  outcome: { needed: boolean },
): Promise<void> {
  const last = outcome.needed ? mostAttempts : mostHints;
  const isLast = sql`${domainEvents.attempts} + 1 >= ${last}`;
  await systemDb()
    .update(domainEvents)
    .set({
      attempts: sql`${domainEvents.attempts} + 1`,
      lastError: error,
      // 1 s, 2 s, 4 s … at most ten minutes
      dispatchAfter: sql`now() + make_interval(secs => least(600, power(2, ${domainEvents.attempts})))`,
      deadAt: outcome.needed ? sql`case when ${isLast} then now() end` : null,
      dispatchedAt: outcome.needed ? null : sql`case when ${isLast} then now() end`,
    })
    .where(oneOf(workspaceId, events));
}

/**
 * Takes events that nobody dispatched in time. By row state and `SKIP LOCKED`, never by "id greater than the
 * last": a slow transaction's lower id would be passed over for ever.
 */
export async function claimDue(): Promise<StoredEvent[]> {
  const due = systemDb()
    .select({ workspaceId: domainEvents.workspaceId, id: domainEvents.id })
    .from(domainEvents)
    .where(
      sql`${domainEvents.dispatchedAt} is null and ${domainEvents.deadAt} is null
        and ${domainEvents.dispatchAfter} <= now()`,
    )
    .orderBy(domainEvents.dispatchAfter)
    .limit(batchSize)
    .for("update", { skipLocked: true });
  return systemDb()
    .update(domainEvents)
    .set({ dispatchAfter: sql`now() + make_interval(secs => ${leaseSeconds})` })
    .where(sql`(${domainEvents.workspaceId}, ${domainEvents.id}) in ${due}`)
    .returning({
      id: domainEvents.id,
      workspaceId: domainEvents.workspaceId,
      name: domainEvents.name,
      payload: sql<Record<string, unknown>>`${domainEvents.payload}`,
      subjectId: domainEvents.subjectId,
      actorKind: domainEvents.actorKind,
      actorId: domainEvents.actorId,
      requestId: domainEvents.requestId,
      createdAt: domainEvents.createdAt,
    });
}

/** By the whole key: a condition on the id alone would read through all events that ever were. */
const oneOf = (workspaceId: string, events: StoredEvent[]) =>
  and(
    eq(domainEvents.workspaceId, workspaceId),
    isAnyOf(
      domainEvents.id,
      events.map(({ id }) => id),
    ),
  );
