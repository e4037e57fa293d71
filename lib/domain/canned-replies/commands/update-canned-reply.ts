import { and, eq, sql } from "drizzle-orm";
import { cannedReplies, users } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";
import { changesPerMinute } from "@/lib/domain/chats/rate-limits";
import { memberActor } from "@/lib/domain/workspaces/policy";
import { refuseTaken } from "@/lib/domain/workspaces/refuse-taken";
import { cannedReplyChange } from "../input";
import { lockReply } from "../policy";
import { recordChange } from "../record";

/**
 * Whom it is for stays as it is.
 * @throws AppError NOT_FOUND; FORBIDDEN; CONFLICT when somebody changed it since its author saw it; INVALID naming
 *   `shortcut` when another one of that scope has it
 */
export const updateCannedReply = command({
  name: "cannedReplies.update",
  permission: "canned-reply:use",
  rateLimit: changesPerMinute,
  input: cannedReplyChange,
  async handle(ctx, { replyId, version, ...after }) {
    const before = await lockReply(ctx, replyId);
    if (before.version !== version)
      throw conflict("changed_by_other", { by: await nameOf(ctx, before.updatedBy) });
    const { shortcut, title, body, scope } = before;
    if (shortcut === after.shortcut && title === after.title && body === after.body) return { version };
    const changed = ctx.tx
      .update(cannedReplies)
      .set({ ...after, version: version + 1, updatedBy: memberActor(ctx).userId, updatedAt: sql`now()` })
      .where(and(eq(cannedReplies.workspaceId, ctx.workspaceId), eq(cannedReplies.id, replyId)));
    await refuseTaken("shortcut", changed);
    await recordChange(ctx, replyId, { before, after: { scope, ...after } });
    return { version: version + 1 };
  },
});

async function nameOf(ctx: Context, userId: string): Promise<string | null> {
  const [user] = await ctx.tx.select({ name: users.name }).from(users).where(eq(users.id, userId));
  return user?.name ?? null;
}
