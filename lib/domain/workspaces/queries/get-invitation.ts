import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { users, workspaces } from "@/db/schema";
import { notFound } from "@/lib/core/errors";
import { accountQuery } from "@/lib/core/query";
import { subscriberOf } from "@/lib/security/address";
import { invitationToken } from "../input";
import { findInvitation, stateOf } from "../invitation-state";
import type { InvitationPreview } from "../views";

/** What an invitation's link leads to, for whoever holds it. @throws AppError NOT_FOUND */
export const getInvitation = accountQuery({
  name: "workspaces.getInvitation",
  permission: "public",
  rateLimit: { points: 60, seconds: 600, keys: ({ ip }) => [subscriberOf(ip)] },
  input: z.object({ token: invitationToken }),
  async read(ctx, { token }): Promise<InvitationPreview> {
    const invitation = await findInvitation(ctx, token);
    const [row] = await ctx.tx
      .select({
        slug: workspaces.slug,
        name: workspaces.name,
        archivedAt: workspaces.archivedAt,
        invitedBy: users.name,
        hasAccount: sql<boolean>`exists (select from users u where u.email = ${invitation.email})`,
        signedInAs: sql<
          string | null
        >`(select u.email from users u where u.id = ${ctx.user?.id ?? null}::uuid)`,
      })
      .from(workspaces)
      .innerJoin(users, eq(users.id, invitation.invitedByUserId))
      .where(eq(workspaces.id, invitation.workspaceId));
    if (!row || row.archivedAt) throw notFound();
    const { slug, name, invitedBy, hasAccount, signedInAs } = row;
    const { email, role } = invitation;
    return {
      state: stateOf(invitation),
      workspace: { slug, name },
      invitedBy,
      email,
      role,
      hasAccount,
      signedInAs,
    };
  },
});
