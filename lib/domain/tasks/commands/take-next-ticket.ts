import { and, eq, inArray, isNotNull, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { tasks } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context, MemberActor } from "@/lib/core/context";
import { visibleTickets } from "@/lib/domain/chats/policy";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { memberActor } from "@/lib/domain/workspaces/policy";
import { taskNumber } from "../input";
import { handedLately, lease, oneNextAtATime, withOthers } from "../leases";
import { urgencyOrder } from "../queue/place";
import { planForValues } from "../queue/plan-for-values";

export type NextTicket = {
  ticket: { id: string; number: number } | null;
  /** How many wait that others are at just now; counted where there is no ticket. */
  withOthers: number;
};

/**
 * Hands the caller the ticket that they should take up next, and keeps it from being anybody else's next one for a
 * while. The best is the most urgent, among equals the one whose customer waits longest, of those that
 *
 * - wait for an answer of ours, are new or open and not snoozed;
 * - are the caller's, or nobody's: and then of one of their teams or of none, so that a manager or agent who sees all
 *   does not empty other teams' queues; who is in no team serves all of them;
 * - nobody else was just handed or has before their eyes. A page that lies in the background does not count.
 *
 * What the caller was handed within the hour and left as it was comes after everything else: asking again walks
 * through what waits instead of going to and fro between two.
 */
export const takeNextTicket = command({
  name: "tasks.takeNextTicket",
  permission: "ticket:handle",
  rateLimit: taskChangesPerMinute,
  lane: () => "next-ticket",
  // The ticket that the caller has open, which is not the next one.
  input: z.object({ openNumber: taskNumber.nullable().default(null) }),
  async handle(ctx, { openNumber }): Promise<NextTicket> {
    const actor = memberActor(ctx);
    await oneNextAtATime(ctx);
    await planForValues(ctx);
    const waiting = and(
      candidates(ctx, actor),
      openNumber === null ? undefined : ne(tasks.number, openNumber),
    );
    const others = withOthers(actor.userId);
    const [best] = await ctx.tx
      .select({ id: tasks.id, number: tasks.number })
      .from(tasks)
      .where(and(waiting, sql`not ${others}`))
      .orderBy(
        sql`coalesce(${handedLately(actor.userId)}, '-infinity'::timestamptz)`,
        sql`array_position(${sql.param(`{${urgencyOrder.join(",")}}`)}::text[], ${tasks.priority})`,
        tasks.waitingSince,
        tasks.id,
      )
      .limit(1);
    if (!best) return { ticket: null, withOthers: await ctx.tx.$count(tasks, and(waiting, others)) };
    await lease(ctx, best.id, actor.userId);
    return { ticket: best, withOthers: 0 };
  },
});

function candidates(ctx: Context, { userId, teamIds }: MemberActor): SQL | undefined {
  const ofTeams = teamIds.length === 0 ? undefined : or(isNull(tasks.teamId), inArray(tasks.teamId, teamIds));
  return and(
    visibleTickets(ctx),
    inArray(tasks.status, ["new", "open"]),
    isNotNull(tasks.waitingSince),
    isNull(tasks.mergedIntoTaskId),
    sql`(${tasks.snoozedUntil} is null or ${tasks.snoozedUntil} <= now())`,
    or(eq(tasks.assigneeUserId, userId), and(isNull(tasks.assigneeUserId), ofTeams)),
  );
}
