import { z } from "zod";
import { anyId, largestPosition, line, text } from "@/lib/core/input";
import { isVisible } from "@/lib/core/visible";
import { longestBody, longestShortcut, longestTitle } from "./limits";
import { isShortcut, tidyShortcut } from "./shortcut";

const problem = (name: string) => ({ params: { problem: name } });

const shortcut = z
  .string()
  .transform(tidyShortcut)
  .pipe(
    z
      .string()
      .max(longestShortcut)
      .refine((value) => value !== "", { ...problem("required"), abort: true })
      .refine(isShortcut, problem("shortcut")),
  );

const words = {
  shortcut,
  title: line(longestTitle),
  body: text(longestBody).pipe(z.string().refine(isVisible, problem("required"))),
};

export const newCannedReply = z.object({ ...words, scope: z.enum(["personal", "shared"]) });

export const cannedReplyChange = z.object({
  ...words,
  replyId: anyId,
  /** The one that its author saw. */
  version: z.int().min(1).max(largestPosition),
});

export const oneCannedReply = z.object({ replyId: anyId });
