import { z } from "zod";
import { isClientId } from "@/lib/core/ids";
import { anyId, largestPosition, line } from "@/lib/core/input";
import { isVisible } from "@/lib/core/visible";
import { storableText } from "./body-text";
import { maxBody, mostParticipants } from "./limits";

export { anyId };

export const clientId = z.string().refine(isClientId, { params: { problem: "client_id" } });

const position = z.number().int().min(0).max(largestPosition).default(0);

/** How far somebody has read a chat, and how far it reached their browser. */
export const positionInput = z.object({
  chatId: anyId,
  read: position,
  delivered: position,
  /** They came back to the chat: what they had marked as unread is read. */
  opened: z.boolean().default(false),
});

/** Of the draft that a message was: with the message it is emptied, as of this version. */
export const draftVersion = z.number().int().min(1).max(largestPosition).optional();

export const chatTitle = line(100);

export const people = z
  .array(anyId)
  .min(1)
  .max(mostParticipants - 1);

/** A message's text, without what can't be stored. */
const words = z.string().transform(storableText).pipe(z.string().max(maxBody));

export const body = words.refine(isVisible, { params: { problem: "required" } });

/** As `body`, or nothing; then the message must have something else, see `saysSomething`. */
export const bodyIfAny = words.transform((text) => (isVisible(text) ? text : "")).default("");

/** A message has words or files. */
export const saysSomething = z.refine<{ body: string; fileIds: string[] }>(
  (message) => message.body !== "" || message.fileIds.length > 0,
  { path: ["body"], params: { problem: "required" } },
);
