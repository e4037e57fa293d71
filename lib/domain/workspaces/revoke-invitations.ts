import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { invitations, type Role, roles } from "@/db/schema";
import { holds, mayGrant } from "@/lib/auth/permissions";
import type { Context } from "@/lib/core/context";

/**
 * Takes back the open invitations of somebody who could no longer make them.
 * @param role their role from now on; null when they are gone
 */
export async function revokeInvitationsBeyond(
  ctx: Context,
  inviterId: string,
  role: Role | null,
): Promise<void> {
  const may = (granted: Role) => role !== null && holds(role, "member:manage") && mayGrant(role, granted);
  const beyond = roles.filter((granted) => !may(granted));
  await ctx.tx
    .update(invitations)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(invitations.workspaceId, ctx.workspaceId),
        eq(invitations.invitedByUserId, inviterId),
        inArray(invitations.role, beyond),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
      ),
    );
}
