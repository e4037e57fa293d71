import { and, eq, gt, type SQL, sql } from "drizzle-orm";
import { presence, ticketLeases } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { presenceSeconds } from "@/lib/domain/presence/presence-seconds";

/** For how long a ticket is somebody's next one, unless they open it and stay. */
export const leaseSeconds = 90;

/** Of those who ask for their next ticket in a workspace one does at a time, before all row locks. */
export async function oneNextAtATime(ctx: Context): Promise<void> {
  await ctx.tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`next-ticket.${ctx.workspaceId}`}, 0))`,
  );
}

/** Of rows of `tasks`: somebody else was handed them, or has them before their eyes. */
export const withOthers = (userId: string): SQL => sql`(
  exists (select from ${ticketLeases} l where l.workspace_id = tasks.workspace_id and l.task_id = tasks.id
    and l.user_id <> ${userId}::uuid and l.expires_at > now())
  or exists (select from ${presence} p where p.workspace_id = tasks.workspace_id and p.chat_id = tasks.chat_id
    and p.user_id <> ${userId}::uuid and p.state = 'online'
    and p.seen_at > now() - make_interval(secs => ${presenceSeconds})))`;

/** Of rows of `tasks`: when the member was handed them within the hour; null where something happened since. */
export const handedLately = (userId: string): SQL => sql`(
  select l.handed_at from ${ticketLeases} l where l.workspace_id = tasks.workspace_id and l.task_id = tasks.id
    and l.user_id = ${userId}::uuid and l.handed_at > now() - interval '1 hour'
    and l.handed_at >= tasks.last_activity_at)`;

/** Makes a ticket a member's for the next while. */
export async function lease(ctx: Context, taskId: string, userId: string): Promise<void> {
  // Not the transaction's time: it may have waited for its turn.
  const times = {
    handedAt: sql`clock_timestamp()`,
    expiresAt: sql`clock_timestamp() + make_interval(secs => ${leaseSeconds})`,
  };
  await ctx.tx
    .insert(ticketLeases)
    .values({ workspaceId: ctx.workspaceId, taskId, userId, ...times })
    .onConflictDoUpdate({
      target: [ticketLeases.workspaceId, ticketLeases.taskId, ticketLeases.userId],
      set: times,
    });
}

/** Whether somebody has just been handed a ticket, or stays with it. */
export async function isLeased(ctx: Context, taskId: string): Promise<boolean> {
  const found = await ctx.tx.$count(
    ticketLeases,
    and(
      eq(ticketLeases.workspaceId, ctx.workspaceId),
      eq(ticketLeases.taskId, taskId),
      gt(ticketLeases.expiresAt, sql`now()`),
    ),
  );
  return found > 0;
}
