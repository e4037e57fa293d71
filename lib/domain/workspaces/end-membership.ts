import { and, eq, sql } from "drizzle-orm";
import { memberships } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { leaveAllGroups } from "@/lib/domain/chats/participants";
import { endMemberWork, lockMemberWork } from "./end-member-work";
import { memberRemoved } from "./events";
import { endAccess, findMember, requireAnotherAdmin } from "./policy";
import { revokeInvitationsBeyond } from "./revoke-invitations";

/**
 * Ends a membership under the workspace's lock. The row stays, so that what they wrote keeps its author; their session
 * goes on, but not here.
 * @returns how many tickets went back to the queue
 * @throws AppError NOT_FOUND; CONFLICT for the last admin
 */
export async function endMembership(ctx: Context, userId: string, left: boolean): Promise<number> {
  const member = await findMember(ctx, userId);
  if (member.role === "admin") await requireAnotherAdmin(ctx, userId);
  await lockMemberWork(ctx, userId);
  await ctx.tx
    .update(memberships)
    // A membership that was ended by hand doesn't come back by single sign-on.
    .set({ removedAt: sql`now()`, updatedAt: sql`now()`, sso: null })
    .where(and(eq(memberships.workspaceId, ctx.workspaceId), eq(memberships.userId, userId)));
  await revokeInvitationsBeyond(ctx, userId, null);
  const released = await endMemberWork(ctx, userId);
  await leaveAllGroups(ctx, userId);
  ctx.emit(memberRemoved, userId, { userId, before: { role: member.role }, left });
  await ctx.audit({
    action: left ? "member.left" : "member.removed",
    subjectType: "member",
    subjectId: userId,
    before: { role: member.role },
    after: { released },
  });
  await endAccess(ctx);
  return released;
}
