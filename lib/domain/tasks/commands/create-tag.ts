import { z } from "zod";
import { tagColors } from "@/db/schema";
import { command } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { tagName } from "../input";
import type { TagRef } from "../tag-rules";
import { insertTag } from "../tags";

/** @throws AppError INVALID naming `name` when a tag is called so, in whatever case */
export const createTag = command({
  name: "tasks.createTag",
  permission: "tag:manage",
  rateLimit: taskChangesPerMinute,
  input: z.object({ name: tagName, color: z.enum(tagColors) }),
  async handle(ctx, { name, color }): Promise<TagRef> {
    const tag = await insertTag(ctx, name, color);
    if (!tag) throw invalid("name", "taken");
    return tag;
  },
});
