import { and, eq, isNull } from "drizzle-orm";
import { invitations } from "@/db/schema";
import { hashToken } from "@/lib/auth/tokens";
import type { AccountContext, Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import type { InvitationPreview } from "./views";

/** Neither used nor taken back; the term may be over. */
export const openInvitations = (ctx: Context) =>
  and(
    eq(invitations.workspaceId, ctx.workspaceId),
    isNull(invitations.acceptedAt),
    isNull(invitations.revokedAt),
  );

/** The invitation to which a link leads, whatever became of it. @throws AppError NOT_FOUND */
export async function findInvitation(ctx: AccountContext, token: string) {
  const [row] = await ctx.tx
    .select()
    .from(invitations)
    .where(eq(invitations.tokenHash, hashToken(token)));
  if (!row) throw notFound();
  return row;
}

export function stateOf(
  invitation: Pick<typeof invitations.$inferSelect, "acceptedAt" | "revokedAt" | "expiresAt">,
): InvitationPreview["state"] {
  if (invitation.acceptedAt) return "accepted";
  if (invitation.revokedAt) return "revoked";
  return invitation.expiresAt.getTime() <= Date.now() ? "expired" : "open";
}
