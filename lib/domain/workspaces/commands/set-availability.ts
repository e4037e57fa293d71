import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { memberships } from "@/db/schema";
import { command } from "@/lib/core/command";
import { forbidden } from "@/lib/core/errors";
import { anyId } from "@/lib/core/input";
import { changesPerMinute } from "@/lib/domain/chats/rate-limits";
import { memberAvailabilityChanged } from "../events";
import { findMember, memberActor, requireMayGrant } from "../policy";

/**
 * Says whether new tickets may be handed to somebody: oneself, or for managers a member below their role.
 * @throws AppError NOT_FOUND; FORBIDDEN
 */
export const setAvailability = command({
  name: "workspaces.setAvailability",
  permission: "availability:own",
  rateLimit: changesPerMinute,
  input: z.object({ userId: anyId.optional(), available: z.boolean() }),
  async handle(ctx, { userId = memberActor(ctx).userId, available }) {
    const own = userId === memberActor(ctx).userId;
    if (!own && !ctx.can("member:manage")) throw forbidden();
    const member = await findMember(ctx, userId);
    if (!own) await requireMayGrant(ctx, member.role);
    if (member.available === available) return;
    await ctx.tx
      .update(memberships)
      .set({ available, updatedAt: sql`now()` })
      .where(and(eq(memberships.workspaceId, ctx.workspaceId), eq(memberships.userId, userId)));
    ctx.emit(memberAvailabilityChanged, userId, { userId, before: member.available, after: available });
  },
});
