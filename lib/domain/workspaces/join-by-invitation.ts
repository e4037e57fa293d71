import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { invitations, memberships, teamMembers, teams, users } from "@/db/schema";
import { forgetAccess } from "@/lib/auth/access-cache";
import type { AccountContext, WorkspaceId } from "@/lib/core/context";
import { conflict, notFound } from "@/lib/core/errors";
import { memberJoined } from "./events";
import { findInvitation, stateOf } from "./invitation-state";
import { newMemberActor } from "./member-actor";
import { lockWorkspace } from "./policy";

/**
 * Makes the holder of an invitation's link a member. Of two who use it at once, one does.
 * @throws AppError NOT_FOUND; CONFLICT naming why the link no longer works, or that it is for another address
 */
export async function joinByInvitation(
  ctx: AccountContext,
  token: string,
  user: { id: string; name: string; email: string; avatarKey: string | null },
): Promise<{ slug: string }> {
  const { workspaceId, role, email } = await findInvitation(ctx, token);
  if (email !== user.email) throw conflict("invitation_for_other_address");
  const inside = ctx.enter(workspaceId as WorkspaceId, newMemberActor(user, role));
  const workspace = await lockWorkspace(inside);
  if (workspace.archivedAt) throw notFound();
  // Under the lock: nobody revokes, replaces or uses it any more before the commit.
  const invitation = await findInvitation(ctx, token);
  const state = stateOf(invitation);
  if (state !== "open") throw conflict(`invitation_${state}`);
  await ctx.tx
    .update(invitations)
    .set({ acceptedAt: sql`now()` })
    .where(and(eq(invitations.workspaceId, workspaceId), eq(invitations.id, invitation.id)));

  const [present] = await ctx.tx
    .select({ removedAt: memberships.removedAt })
    .from(memberships)
    .where(and(eq(memberships.workspaceId, workspaceId), eq(memberships.userId, user.id)));
  if (!present || present.removedAt) {
    const fresh = { role, available: true, removedAt: null, sso: null };
    await ctx.tx
      .insert(memberships)
      .values({ workspaceId, userId: user.id, ...fresh })
      .onConflictDoUpdate({ target: [memberships.workspaceId, memberships.userId], set: fresh });
    await joinTeams(ctx, workspaceId, user.id, invitation.teamIds);
    inside.emit(memberJoined, user.id, { userId: user.id, after: { role } });
    await inside.audit({
      action: "member.joined",
      subjectType: "member",
      subjectId: user.id,
      after: { role, invitationId: invitation.id },
    });
  }
  // The link reached this address, so the address is proven.
  await ctx.tx
    .update(users)
    .set({ emailVerifiedAt: sql`now()` })
    .where(and(eq(users.id, user.id), isNull(users.emailVerifiedAt)));
  ctx.afterCommit(forgetAccess);
  return { slug: workspace.slug };
}

/** Those teams of the invitation that still exist. */
async function joinTeams(ctx: AccountContext, workspaceId: string, userId: string, teamIds: string[]) {
  if (teamIds.length === 0) return;
  const existing = await ctx.tx
    .select({ teamId: teams.id })
    .from(teams)
    .where(and(eq(teams.workspaceId, workspaceId), inArray(teams.id, teamIds)));
  if (existing.length === 0) return;
  await ctx.tx
    .insert(teamMembers)
    .values(existing.map(({ teamId }) => ({ workspaceId, teamId, userId })))
    .onConflictDoNothing();
}
