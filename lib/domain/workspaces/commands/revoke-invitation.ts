import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { invitations } from "@/db/schema";
import { command } from "@/lib/core/command";
import { notFound } from "@/lib/core/errors";
import { anyId } from "@/lib/core/input";
import { openInvitations } from "../invitation-state";
import { lockWorkspace, requireMayGrant } from "../policy";

/** Makes an open invitation's link useless. @throws AppError NOT_FOUND; FORBIDDEN for a role above one's own */
export const revokeInvitation = command({
  name: "workspaces.revokeInvitation",
  permission: "member:manage",
  input: z.object({ invitationId: anyId }),
  async handle(ctx, { invitationId }) {
    await lockWorkspace(ctx);
    const one = and(openInvitations(ctx), eq(invitations.id, invitationId));
    const [invitation] = await ctx.tx.select().from(invitations).where(one);
    if (!invitation) throw notFound();
    await requireMayGrant(ctx, invitation.role);
    await ctx.tx.update(invitations).set({ revokedAt: sql`now()` }).where(one);
    await ctx.audit({
      action: "invitation.revoked",
      subjectType: "invitation",
      subjectId: invitationId,
      before: { email: invitation.email, role: invitation.role },
    });
  },
});
