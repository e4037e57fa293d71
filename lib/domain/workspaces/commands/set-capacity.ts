import { and, eq, sql } from "drizzle-orm";
import { memberships } from "@/db/schema";
import { command } from "@/lib/core/command";
import { memberCapacityChanged } from "../events";
import { capacityInput } from "../input";
import { findMember, lockWorkspace, memberActor, requireMayGrant } from "../policy";

/**
 * Says up to how many tickets in hand a member is given new ones automatically; null: as the workspace says.
 * @throws AppError NOT_FOUND; FORBIDDEN for a role above one's own
 */
export const setCapacity = command({
  name: "workspaces.setCapacity",
  permission: "member:manage",
  input: capacityInput,
  async handle(ctx, { userId, capacity }) {
    await lockWorkspace(ctx);
    const { role, assignmentCapacity: before } = await findMember(ctx, userId);
    if (userId !== memberActor(ctx).userId) await requireMayGrant(ctx, role);
    if (before === capacity) return;
    await ctx.tx
      .update(memberships)
      .set({ assignmentCapacity: capacity, updatedAt: sql`now()` })
      .where(and(eq(memberships.workspaceId, ctx.workspaceId), eq(memberships.userId, userId)));
    ctx.emit(memberCapacityChanged, userId, { userId, before, after: capacity });
    await ctx.audit({
      action: "member.capacity_changed",
      subjectType: "member",
      subjectId: userId,
      before: { capacity: before },
      after: { capacity },
    });
  },
});
