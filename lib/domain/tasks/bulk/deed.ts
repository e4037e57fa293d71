import { z } from "zod";
import { priorities, ticketStatuses } from "@/db/schema";
import { anyId } from "@/lib/core/input";
import { tagName } from "../input";
import { mostTagsOfTask } from "../tag-rules";

const someTags = z.array(anyId).max(mostTagsOfTask).default([]);

/** What can be done with many tickets at once: the same as with one, in the terms of the same commands. */
export const bulkDeed = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("status"), status: z.enum(ticketStatuses) }),
  z.object({ kind: z.literal("priority"), priority: z.enum(priorities) }),
  /** Null: nobody. */
  z.object({ kind: z.literal("assignee"), userId: anyId.nullable() }),
  z.object({ kind: z.literal("team"), teamId: anyId.nullable() }),
  z
    .object({
      kind: z.literal("tags"),
      add: someTags,
      /** Names of tags that are made unless they are there. */
      create: z.array(tagName).max(mostTagsOfTask).default([]),
      remove: someTags,
    })
    .refine(({ add, create, remove }) => add.length + create.length + remove.length > 0, {
      path: ["add"],
      params: { problem: "required" },
    }),
  /** Null wakes them. */
  z.object({ kind: z.literal("snooze"), until: z.iso.datetime({ offset: true }).nullable() }),
]);

export type BulkDeed = z.output<typeof bulkDeed>;
