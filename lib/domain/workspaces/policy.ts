import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { inboxes, memberships, type Role, teamMembers, teams, workspaces } from "@/db/schema";
import { forgetAccess } from "@/lib/auth/access-cache";
import { mayGrant } from "@/lib/auth/permissions";
import type { Context, MemberActor } from "@/lib/core/context";
import { AppError, conflict, forbidden, notFound } from "@/lib/core/errors";

/** Who calls, where only a person in the workspace makes sense. @throws AppError FORBIDDEN for anybody else */
export function memberActor(ctx: Context): MemberActor {
  if (ctx.actor.kind !== "member") throw forbidden();
  return ctx.actor;
}

/**
 * Lets one change of the workspace's people or settings happen at a time, so that what is decided on them (who is
 * the last admin, who may grant) stays true until the commit. Tenant rows may still be written meanwhile.
 */
export async function lockWorkspace(ctx: Context) {
  const [row] = await ctx.tx
    .select()
    .from(workspaces)
    .where(eq(workspaces.id, ctx.workspaceId))
    .for("no key update");
  if (!row) throw notFound();
  return row;
}

/** The caller's role as it is now: the one in the request may be some seconds old. Ask under the lock. */
async function currentRole(ctx: Context): Promise<Role> {
  return (await findMember(ctx, memberActor(ctx).userId)).role;
}

/** A member of this workspace who was not removed. @throws AppError NOT_FOUND */
export async function findMember(ctx: Context, userId: string) {
  const [row] = await ctx.tx
    .select({
      userId: memberships.userId,
      role: memberships.role,
      available: memberships.available,
      assignmentCapacity: memberships.assignmentCapacity,
    })
    .from(memberships)
    .where(and(activeMembers(ctx), eq(memberships.userId, userId)));
  if (!row) throw notFound();
  return row;
}

export const activeMembers = (ctx: Context) =>
  and(eq(memberships.workspaceId, ctx.workspaceId), isNull(memberships.removedAt));

/**
 * Refuses what would touch a role that the caller may not give: nobody acts above their own.
 * @throws AppError FORBIDDEN
 */
export async function requireMayGrant(ctx: Context, ...touched: Role[]): Promise<void> {
  const own = await currentRole(ctx);
  if (!touched.every((role) => mayGrant(own, role))) {
    throw new AppError("FORBIDDEN", { reason: "role_above_own" });
  }
}

/** @throws AppError CONFLICT when nobody but this member is admin. Ask under the lock. */
export async function requireAnotherAdmin(ctx: Context, userId: string): Promise<void> {
  const others = and(activeMembers(ctx), eq(memberships.role, "admin"), ne(memberships.userId, userId));
  if ((await ctx.tx.$count(memberships, others)) === 0) throw conflict("last_admin");
}

/** @throws AppError NOT_FOUND unless all of them are teams of this workspace */
export async function requireTeams(ctx: Context, teamIds: string[]): Promise<void> {
  if (teamIds.length === 0) return;
  const here = and(eq(teams.workspaceId, ctx.workspaceId), inArray(teams.id, teamIds));
  if ((await ctx.tx.$count(teams, here)) !== teamIds.length) throw notFound();
}

/** @throws AppError NOT_FOUND */
export async function findTeam(ctx: Context, teamId: string) {
  const [row] = await ctx.tx
    .select({ id: teams.id, name: teams.name, assignmentMode: teams.assignmentMode })
    .from(teams)
    .where(and(eq(teams.workspaceId, ctx.workspaceId), eq(teams.id, teamId)));
  if (!row) throw notFound();
  return row;
}

/** An inbox that was not archived. @throws AppError NOT_FOUND */
export async function findInbox(ctx: Context, inboxId: string) {
  const [row] = await ctx.tx
    .select()
    .from(inboxes)
    .where(
      and(eq(inboxes.workspaceId, ctx.workspaceId), eq(inboxes.id, inboxId), isNull(inboxes.archivedAt)),
    );
  if (!row) throw notFound();
  return row;
}

/** Makes members' channel names of before fall silent, and asks who may what anew from now on. */
export async function endAccess(ctx: Context): Promise<void> {
  await ctx.tx
    .update(workspaces)
    .set({ accessEpoch: sql`${workspaces.accessEpoch} + 1`, updatedAt: sql`now()` })
    .where(eq(workspaces.id, ctx.workspaceId));
  ctx.afterCommit(forgetAccess);
}

/**
 * Teams share a queue, so who can't handle tickets can't be in one.
 * @throws AppError NOT_FOUND unless all of them are members who handle tickets
 */
export async function requireHandlers(ctx: Context, userIds: string[]): Promise<void> {
  if (userIds.length === 0) return;
  const handlers = and(
    activeMembers(ctx),
    ne(memberships.role, "user"),
    inArray(memberships.userId, userIds),
  );
  if ((await ctx.tx.$count(memberships, handlers)) !== userIds.length) throw notFound();
}

export async function teamUserIds(ctx: Context, teamId: string): Promise<string[]> {
  const rows = await ctx.tx
    .select({ userId: teamMembers.userId })
    .from(teamMembers)
    .where(and(eq(teamMembers.workspaceId, ctx.workspaceId), eq(teamMembers.teamId, teamId)))
    .orderBy(teamMembers.userId);
  return rows.map((row) => row.userId);
}
