import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { tags } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { invalid, notFound } from "@/lib/core/errors";
import { anyId } from "@/lib/domain/chats/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { lockWorkspace } from "@/lib/domain/workspaces/policy";
import { lockTag, record, type Tag } from "../tags";

/**
 * Everything tagged with one is tagged with the other then, and the one is gone; `restoreTag` takes that back. Done
 * twice, or both ways at once, it is done once.
 * @returns the tag that is left, and whether this changed anything
 * @throws AppError NOT_FOUND; INVALID for a merge into itself
 */
export const mergeTags = command({
  name: "tasks.mergeTags",
  permission: "tag:manage",
  rateLimit: taskChangesPerMinute,
  input: z.object({ tagId: anyId, intoTagId: anyId }),
  async handle(ctx, { tagId, intoTagId }): Promise<{ id: string; name: string; merged: boolean }> {
    if (tagId === intoTagId) throw invalid("intoTagId", "same_tag");
    // Two merges at once take turns: which row is locked first then doesn't matter.
    await lockWorkspace(ctx);
    const tag = await lockTag(ctx, tagId);
    const into = await became(ctx, await lockTag(ctx, intoTagId));
    if (into.goneAt) throw notFound();
    const { id, name } = into;
    if (tag.id === id || tag.mergedInto === id) return { id, name, merged: false };
    if (tag.goneAt) throw notFound();
    await ctx.tx.execute(sql`
      update task_tags k set tag_id = ${id}, merged_from = ${tagId}
      where k.workspace_id = ${ctx.workspaceId} and k.tag_id = ${tagId} and not exists (
        select from task_tags o
        where o.workspace_id = k.workspace_id and o.task_id = k.task_id and o.tag_id = ${id})`);
    const gone = { goneAt: sql`now()`, mergedInto: id, updatedAt: sql`now()` };
    const here = eq(tags.workspaceId, ctx.workspaceId);
    await ctx.tx
      .update(tags)
      .set(gone)
      .where(and(here, eq(tags.id, tagId)));
    // What went into this one earlier is one step from where it is now.
    await ctx.tx
      .update(tags)
      .set({ mergedInto: id })
      .where(and(here, eq(tags.mergedInto, tagId)));
    const before = { name: tag.name, color: tag.color };
    await record(ctx, "tag.merged", tagId, before, { ...before, mergedInto: id });
    return { id, name, merged: true };
  },
});

const became = (ctx: Context, tag: Tag): Promise<Tag> | Tag =>
  tag.mergedInto ? lockTag(ctx, tag.mergedInto) : tag;
