import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { memberships, teamMembers, workspaces } from "@/db/schema";
import { rolesHolding } from "@/lib/auth/permissions";
import type { Context } from "@/lib/core/context";
import type { Candidate } from "./assignment-rules";

/** Whoever was not here for this long is given nothing until they come back, in seconds. */
const awayAfterSeconds = 300;

// Columns are spelled out: where one table is asked, drizzle writes them without it, and they would mean inner ones.

/**
 * Which rows of `tasks` are tickets that need somebody now: what waits for the customer or for others, or sleeps, fills
 * nobody's hands. The condition is that of the index of such tickets.
 */
export const inHand = sql<boolean>`(tasks.type = 'ticket' and tasks.status in ('new', 'open')
  and (tasks.snoozed_until is null or tasks.snoozed_until <= now()))`;

/** The same in words of a change of status: whether it makes a ticket need somebody, or no longer. */
export const needsSomebody = (status: string): boolean => status === "new" || status === "open";

/** How many tickets a row of `memberships` has in hand. */
export const ticketsInHand = sql<number>`(select count(*)::int from tasks
  where tasks.workspace_id = memberships.workspace_id and tasks.assignee_user_id = memberships.user_id and ${inHand})`;

const isOnline = sql<boolean>`exists (select from presence
  where presence.workspace_id = memberships.workspace_id and presence.user_id = memberships.user_id
    and presence.seen_at > now() - make_interval(secs => ${awayAfterSeconds}))`;

const capacity = sql<number>`coalesce(${memberships.assignmentCapacity}, ${workspaces.assignmentCapacity})`;

/** Of rows of `memberships`: who still is a member and handles tickets. */
const handlesTickets = (ctx: Context): SQL | undefined =>
  and(
    eq(memberships.workspaceId, ctx.workspaceId),
    isNull(memberships.removedAt),
    inArray(memberships.role, rolesHolding("ticket:handle")),
  );

/** Who is in these teams, with all that decides whether a ticket can be handed to them. */
export async function candidatesOf(
  ctx: Context,
  teamIds: readonly string[],
): Promise<(Candidate & { teamId: string })[]> {
  if (teamIds.length === 0) return [];
  return ctx.tx
    .select({
      teamId: teamMembers.teamId,
      userId: memberships.userId,
      available: memberships.available,
      online: isOnline,
      inHand: ticketsInHand,
      capacity,
      lastHandedAt: teamMembers.lastHandedAt,
    })
    .from(teamMembers)
    .innerJoin(
      memberships,
      and(eq(memberships.workspaceId, teamMembers.workspaceId), eq(memberships.userId, teamMembers.userId)),
    )
    .innerJoin(workspaces, eq(workspaces.id, memberships.workspaceId))
    .where(and(handlesTickets(ctx), inArray(teamMembers.teamId, [...teamIds])));
}

/**
 * The same of one team, whose members' rows are locked first: who is being removed or says that they are away is either
 * given nothing, or was given the ticket before.
 */
export async function lockCandidates(ctx: Context, teamId: string): Promise<Candidate[]> {
  const inTeam = sql`exists (select from ${teamMembers} where ${teamMembers.workspaceId} = ${memberships.workspaceId}
    and ${teamMembers.userId} = ${memberships.userId} and ${teamMembers.teamId} = ${teamId})`;
  await ctx.tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.workspaceId, ctx.workspaceId), inTeam))
    .orderBy(memberships.userId)
    .for("share");
  return candidatesOf(ctx, [teamId]);
}

/** Whether somebody may be given tickets just now, whatever they have in hand; null for who is no member. */
export async function availabilityOf(
  ctx: Context,
  userId: string,
): Promise<Pick<Candidate, "available" | "online"> | null> {
  const [row] = await ctx.tx
    .select({ available: memberships.available, online: isOnline })
    .from(memberships)
    .where(and(handlesTickets(ctx), eq(memberships.userId, userId)))
    .for("share");
  return row ?? null;
}
