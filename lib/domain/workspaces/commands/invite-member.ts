import { and, eq, sql } from "drizzle-orm";
import { invitations, memberships, users } from "@/db/schema";
import { command } from "@/lib/core/command";
import { conflict, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { inviteInput } from "../input";
import { mailInvitation, newInvitationLink } from "../invitation-link";
import { openInvitations } from "../invitation-state";
import { activeMembers, lockWorkspace, memberActor, requireMayGrant, requireTeams } from "../policy";

/**
 * Mails a link that makes whoever reads that address a member, once and for seven days. An invitation that was open for
 * the address is replaced.
 * @throws AppError FORBIDDEN for a role above one's own; NOT_FOUND for an unknown team; CONFLICT for a member
 */
export const inviteMember = command({
  name: "workspaces.inviteMember",
  permission: "member:manage",
  rateLimit: {
    points: 60,
    seconds: 3600,
    keys: ({ workspaceId }) => [workspaceId],
  },
  input: inviteInput,
  async handle(ctx, { email, role, teamIds }) {
    const workspace = await lockWorkspace(ctx);
    await requireMayGrant(ctx, role);
    await requireTeams(ctx, teamIds);
    if (role === "user" && teamIds.length > 0) throw invalid("teamIds", "not_for_role");
    const [member] = await ctx.tx
      .select({ id: users.id })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(and(activeMembers(ctx), eq(users.email, email)));
    if (member) throw conflict("already_member");

    const { workspaceId } = ctx;
    await ctx.tx
      .update(invitations)
      .set({ revokedAt: sql`now()` })
      .where(and(openInvitations(ctx), eq(invitations.email, email)));
    const link = newInvitationLink();
    const id = newId();
    const { userId: invitedByUserId } = memberActor(ctx);
    const { tokenHash, expiresAt } = link;
    await ctx.tx
      .insert(invitations)
      .values({ workspaceId, id, email, role, teamIds, tokenHash, expiresAt, invitedByUserId });
    await ctx.audit({
      action: "member.invited",
      subjectType: "invitation",
      subjectId: id,
      after: { email, role, teamIds },
    });
    return mailInvitation(ctx, { to: email, link, workspaceName: workspace.name });
  },
});
