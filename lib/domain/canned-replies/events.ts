import { z } from "zod";
import { defineEvent } from "@/lib/core/events";

const known = z.object({
  scope: z.enum(["personal", "shared"]),
  shortcut: z.string(),
  title: z.string(),
});

/** Null before: created; null after: deleted. What it says is not told: a personal one is its owner's alone. */
export const cannedReplyChanged = defineEvent(
  "canned_reply.changed",
  z.object({ replyId: z.string(), before: known.nullable(), after: known.nullable() }),
);
