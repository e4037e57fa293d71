import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { isTicket, tags, tasks, taskTags } from "@/db/schema";
import { query } from "@/lib/core/query";
import type { TagRef } from "../tag-rules";
import { tagRef } from "../tags";

/** All tags of the workspace by name, to choose from. */
export const listTags = query({
  name: "tasks.listTags",
  permission: "workspace:read",
  input: z.object({}),
  async read(ctx): Promise<{ tags: TagRef[]; mayCreate: boolean }> {
    const found = await ctx.tx
      .select(tagRef)
      .from(tags)
      .where(and(eq(tags.workspaceId, ctx.workspaceId), isNull(tags.goneAt)))
      .orderBy(asc(tags.key));
    return { tags: found, mayCreate: ctx.can("tag:create") };
  },
});

export type TagUse = TagRef & { tickets: number };

/** All tags with how many tickets have each, for who manages them. */
export const listTagUse = query({
  name: "tasks.listTagUse",
  permission: "tag:manage",
  input: z.object({}),
  async read(ctx): Promise<TagUse[]> {
    const here = eq(tags.workspaceId, ctx.workspaceId);
    return ctx.tx
      .select({ ...tagRef, tickets: sql<number>`count(${tasks.id})::int` })
      .from(tags)
      .leftJoin(taskTags, and(eq(taskTags.workspaceId, tags.workspaceId), eq(taskTags.tagId, tags.id)))
      .leftJoin(
        tasks,
        and(eq(tasks.workspaceId, taskTags.workspaceId), eq(tasks.id, taskTags.taskId), isTicket),
      )
      .where(and(here, isNull(tags.goneAt)))
      .groupBy(tags.workspaceId, tags.id)
      .orderBy(asc(tags.key));
  },
});
