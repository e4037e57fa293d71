import { and, eq } from "drizzle-orm";
import { cannedReplies } from "@/db/schema";
import { command } from "@/lib/core/command";
import { changesPerMinute } from "@/lib/domain/chats/rate-limits";
import { oneCannedReply } from "../input";
import { lockReply } from "../policy";
import { recordChange } from "../record";

/** What was deleted is brought back by making it again: the answer holds its words. @throws AppError NOT_FOUND, FORBIDDEN */
export const deleteCannedReply = command({
  name: "cannedReplies.delete",
  permission: "canned-reply:use",
  rateLimit: changesPerMinute,
  input: oneCannedReply,
  async handle(ctx, { replyId }) {
    const before = await lockReply(ctx, replyId);
    await ctx.tx
      .delete(cannedReplies)
      .where(and(eq(cannedReplies.workspaceId, ctx.workspaceId), eq(cannedReplies.id, replyId)));
    await recordChange(ctx, replyId, { before, after: null });
    const { scope, shortcut, title, body } = before;
    return { scope, shortcut, title, body };
  },
});
