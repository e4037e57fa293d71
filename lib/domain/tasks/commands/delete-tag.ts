import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { tags } from "@/db/schema";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/domain/chats/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { lockTag, record } from "../tags";

/** A deleted tag shows nowhere. `restoreTag` brings it back with all that was tagged. @throws AppError NOT_FOUND */
export const deleteTag = command({
  name: "tasks.deleteTag",
  permission: "tag:manage",
  rateLimit: taskChangesPerMinute,
  input: z.object({ tagId: anyId }),
  async handle(ctx, { tagId }): Promise<void> {
    const { name, color, goneAt } = await lockTag(ctx, tagId);
    if (goneAt) return;
    await ctx.tx
      .update(tags)
      .set({ goneAt: sql`now()`, updatedAt: sql`now()` })
      .where(and(eq(tags.workspaceId, ctx.workspaceId), eq(tags.id, tagId)));
    await record(ctx, "tag.deleted", tagId, { name, color }, null);
  },
});
