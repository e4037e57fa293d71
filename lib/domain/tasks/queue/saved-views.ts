import { and, asc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { savedViews, teams, type ViewScope } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { AppError, forbidden, invalid, notFound } from "@/lib/core/errors";
import type { TeamRef } from "../views";

/** A view of the queue that somebody keeps. */
export type SavedView = {
  id: string;
  name: string;
  scope: ViewScope;
  team: TeamRef | null;
  /** The place, as addresses say it. */
  address: string;
  position: number;
  mayChange: boolean;
};

export const mostViews = 50;

/** Whose views the caller sees: their own, their teams', and those for all; who shares views sees all teams'. */
function visibleViews(ctx: Context): SQL {
  const { actor } = ctx;
  if (actor.kind !== "member" || !ctx.can("ticket:handle")) return sql`false`;
  const ofTeams = ctx.can("queue-view:share")
    ? eq(savedViews.scope, "team")
    : actor.teamIds.length > 0
      ? inArray(savedViews.teamId, actor.teamIds)
      : undefined;
  const own = and(eq(savedViews.scope, "private"), eq(savedViews.ownerUserId, actor.userId));
  return and(
    eq(savedViews.workspaceId, ctx.workspaceId),
    or(own, ofTeams, eq(savedViews.scope, "workspace")),
  )!;
}

/** Own ones everybody keeps; a team's those who are in it; all's, and any team's, those who share views. */
function mayChange(ctx: Context, { scope, teamId }: { scope: ViewScope; teamId: string | null }): boolean {
  const { actor } = ctx;
  if (actor.kind !== "member") return false;
  if (scope === "private" || ctx.can("queue-view:share")) return true;
  return teamId !== null && actor.teamIds.includes(teamId);
}

/** @throws AppError FORBIDDEN; INVALID naming `teamId` for an unknown team, and for one where none belongs */
export async function requireMayKeep(
  ctx: Context,
  at: { scope: ViewScope; teamId: string | null },
): Promise<void> {
  if ((at.scope === "team") !== (at.teamId !== null)) throw invalid("teamId", "required");
  if (at.teamId) {
    const [team] = await ctx.tx
      .select({ id: teams.id })
      .from(teams)
      .where(and(eq(teams.workspaceId, ctx.workspaceId), eq(teams.id, at.teamId)))
      .for("key share");
    if (!team) throw invalid("teamId", "unknown_team");
  }
  if (!mayChange(ctx, at)) throw new AppError("FORBIDDEN", { reason: "shared_view" });
}

/** Those that the caller sees, in their order. */
export async function listViews(ctx: Context, only?: SQL): Promise<SavedView[]> {
  const rows = await ctx.tx
    .select({
      id: savedViews.id,
      name: savedViews.name,
      scope: savedViews.scope,
      teamId: savedViews.teamId,
      teamName: teams.name,
      address: savedViews.address,
      position: savedViews.position,
    })
    .from(savedViews)
    .leftJoin(teams, and(eq(teams.workspaceId, savedViews.workspaceId), eq(teams.id, savedViews.teamId)))
    .where(and(visibleViews(ctx), only))
    .orderBy(asc(savedViews.position), asc(savedViews.id))
    .limit(4 * mostViews);
  return rows.map(({ teamId, teamName, ...row }) => ({
    ...row,
    team: teamId ? { id: teamId, name: teamName ?? "" } : null,
    mayChange: mayChange(ctx, { scope: row.scope, teamId }),
  }));
}

/** A view that the caller may change. @throws AppError NOT_FOUND; FORBIDDEN when they only see it */
export async function findOwnView(ctx: Context, viewId: string): Promise<SavedView> {
  const [view] = await listViews(ctx, eq(savedViews.id, viewId));
  if (!view) throw notFound();
  if (!view.mayChange) throw forbidden();
  return view;
}
