import { and, eq, isNull, or, type SQL } from "drizzle-orm";
import { cannedReplies } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { forbidden, notFound } from "@/lib/core/errors";
import { memberActor } from "@/lib/domain/workspaces/policy";
import type { CannedReplyScope } from "./views";

/** Which canned replies the caller may use: shared ones and their own. */
export function usableReplies(ctx: Context): SQL {
  const { userId } = memberActor(ctx);
  const usable = or(isNull(cannedReplies.ownerUserId), eq(cannedReplies.ownerUserId, userId));
  return and(eq(cannedReplies.workspaceId, ctx.workspaceId), usable)!;
}

/** @throws AppError FORBIDDEN: what everybody uses is not for everybody to change */
export function requireMayChange(ctx: Context, scope: CannedReplyScope): void {
  if (scope === "shared" && !ctx.can("canned-reply:share")) throw forbidden();
}

/** A canned reply that nobody else changes until the transaction ends. @throws AppError NOT_FOUND, FORBIDDEN */
export async function lockReply(ctx: Context, replyId: string) {
  const [row] = await ctx.tx
    .select()
    .from(cannedReplies)
    .where(and(usableReplies(ctx), eq(cannedReplies.id, replyId)))
    .for("update");
  if (!row) throw notFound();
  const scope: CannedReplyScope = row.ownerUserId === null ? "shared" : "personal";
  requireMayChange(ctx, scope);
  return { ...row, scope };
}
