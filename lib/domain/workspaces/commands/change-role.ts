import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { memberships } from "@/db/schema";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/core/input";
import { endMemberWork, lockMemberWork } from "../end-member-work";
import { memberRoleChanged } from "../events";
import { role } from "../input";
import { endAccess, findMember, lockWorkspace, requireAnotherAdmin, requireMayGrant } from "../policy";
import { revokeInvitationsBeyond } from "../revoke-invitations";

/**
 * Gives a member another role. Somebody who no longer handles tickets leaves teams and tickets.
 * @throws AppError NOT_FOUND; FORBIDDEN for a role above one's own, before or after; CONFLICT for the last admin
 */
export const changeRole = command({
  name: "workspaces.changeRole",
  permission: "member:manage",
  input: z.object({ userId: anyId, role }),
  async handle(ctx, { userId, role }) {
    await lockWorkspace(ctx);
    const member = await findMember(ctx, userId);
    await requireMayGrant(ctx, member.role, role);
    if (member.role === role) return { released: 0 };
    if (member.role === "admin") await requireAnotherAdmin(ctx, userId);
    if (role === "user") await lockMemberWork(ctx, userId);
    await ctx.tx
      .update(memberships)
      .set({ role, updatedAt: sql`now()` })
      .where(and(eq(memberships.workspaceId, ctx.workspaceId), eq(memberships.userId, userId)));
    await revokeInvitationsBeyond(ctx, userId, role);
    const released = role === "user" ? await endMemberWork(ctx, userId) : 0;
    ctx.emit(memberRoleChanged, userId, { userId, before: { role: member.role }, after: { role } });
    await ctx.audit({
      action: "member.role_changed",
      subjectType: "member",
      subjectId: userId,
      before: { role: member.role },
      after: { role },
    });
    await endAccess(ctx);
    return { released };
  },
});
