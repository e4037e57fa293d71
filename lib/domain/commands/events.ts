import { z } from "zod";
import { defineEvent } from "@/lib/core/events";

const refusal = z.object({
  chatId: z.string(),
  messageId: z.string(),
  index: z.number().int(),
  userId: z.string(),
});

export const commandRefused = defineEvent("command.refused", refusal);

/** Its author has seen why, and wants to see it no longer. */
export const refusalDismissed = defineEvent("command.refusal_dismissed", refusal);
