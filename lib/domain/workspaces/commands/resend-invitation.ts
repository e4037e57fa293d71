import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { invitations } from "@/db/schema";
import { command } from "@/lib/core/command";
import { notFound } from "@/lib/core/errors";
import { anyId } from "@/lib/core/input";
import { mailInvitation, newInvitationLink } from "../invitation-link";
import { openInvitations } from "../invitation-state";
import { lockWorkspace, memberActor, requireMayGrant } from "../policy";

/**
 * Mails a new link with a new term; the old one stops working, and who sends it again answers for it.
 * @throws AppError NOT_FOUND; FORBIDDEN for a role above one's own
 */
export const resendInvitation = command({
  name: "workspaces.resendInvitation",
  permission: "member:manage",
  rateLimit: { points: 60, seconds: 3600, keys: ({ workspaceId }) => [workspaceId] },
  input: z.object({ invitationId: anyId }),
  async handle(ctx, { invitationId }) {
    const workspace = await lockWorkspace(ctx);
    const one = and(openInvitations(ctx), eq(invitations.id, invitationId));
    const [invitation] = await ctx.tx.select().from(invitations).where(one);
    if (!invitation) throw notFound();
    await requireMayGrant(ctx, invitation.role);
    const link = newInvitationLink();
    const { tokenHash, expiresAt } = link;
    await ctx.tx
      .update(invitations)
      .set({ tokenHash, expiresAt, invitedByUserId: memberActor(ctx).userId })
      .where(one);
    await ctx.audit({
      action: "invitation.resent",
      subjectType: "invitation",
      subjectId: invitationId,
      after: { email: invitation.email },
    });
    const { email: to } = invitation;
    return mailInvitation(ctx, { to, link, workspaceName: workspace.name });
  },
});
