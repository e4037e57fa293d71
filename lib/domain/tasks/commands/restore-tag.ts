import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { tags } from "@/db/schema";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/domain/chats/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { lockWorkspace } from "@/lib/domain/workspaces/policy";
import { refuseTaken } from "@/lib/domain/workspaces/refuse-taken";
import { lockTag, record } from "../tags";

/**
 * Brings back a tag that was deleted, or merged, with what was tagged with it and still has what that became.
 * @throws AppError NOT_FOUND; INVALID naming `name` when another tag is called so by now
 */
export const restoreTag = command({
  name: "tasks.restoreTag",
  permission: "tag:manage",
  rateLimit: taskChangesPerMinute,
  input: z.object({ tagId: anyId }),
  async handle(ctx, { tagId }): Promise<void> {
    await lockWorkspace(ctx);
    const { name, color, goneAt, mergedInto } = await lockTag(ctx, tagId);
    if (!goneAt) return;
    await refuseTaken(
      "name",
      ctx.tx
        .update(tags)
        .set({ goneAt: null, mergedInto: null, updatedAt: sql`now()` })
        .where(and(eq(tags.workspaceId, ctx.workspaceId), eq(tags.id, tagId))),
    );
    if (mergedInto) {
      await ctx.tx.execute(sql`
        update task_tags set tag_id = ${tagId}, merged_from = null
        where workspace_id = ${ctx.workspaceId} and tag_id = ${mergedInto} and merged_from = ${tagId}`);
    }
    await record(ctx, "tag.restored", tagId, null, { name, color });
  },
});
