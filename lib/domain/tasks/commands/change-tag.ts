import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { tagColors, tags } from "@/db/schema";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/domain/chats/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { refuseTaken } from "@/lib/domain/workspaces/refuse-taken";
import { tagName } from "../input";
import { type TagColor, tagKey } from "../tag-rules";
import { lockLiveTag, record } from "../tags";

/**
 * Renames a tag or gives it another colour; what is left out stays. @returns what it was, to undo it
 * @throws AppError NOT_FOUND; INVALID naming `name` when another tag is called so, in whatever case
 */
export const changeTag = command({
  name: "tasks.changeTag",
  permission: "tag:manage",
  rateLimit: taskChangesPerMinute,
  input: z.object({ tagId: anyId, name: tagName.optional(), color: z.enum(tagColors).optional() }),
  async handle(ctx, { tagId, ...given }): Promise<{ tagId: string; name: string; color: TagColor } | null> {
    const { name, color } = await lockLiveTag(ctx, tagId);
    const before = { name, color };
    const after = { name: given.name ?? name, color: given.color ?? color };
    if (after.name === name && after.color === color) return null;
    await refuseTaken(
      "name",
      ctx.tx
        .update(tags)
        .set({ ...after, key: tagKey(after.name), updatedAt: sql`now()` })
        .where(and(eq(tags.workspaceId, ctx.workspaceId), eq(tags.id, tagId))),
    );
    await record(ctx, "tag.changed", tagId, before, after);
    return { tagId, ...before };
  },
});
