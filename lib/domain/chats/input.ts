import { z } from "zod";
import { isClientId } from "@/lib/core/ids";
import { anyId, largestPosition, line } from "@/lib/core/input";
import { maxBody } from "./limits";

export { anyId };

export const clientId = z.string().refine(isClientId, { params: { problem: "client_id" } });

const position = z.number().int().min(0).max(largestPosition).default(0);

/** How far somebody has read a chat, and how far it reached their browser. */
export const positionInput = z.object({ chatId: anyId, read: position, delivered: position });

/** Of the draft that a message was: with the message it is emptied, as of this version. */
export const draftVersion = z.number().int().min(1).max(largestPosition).optional();

export const chatTitle = line(100);

/** Most members of one group. */
export const mostParticipants = 250;

export const people = z
  .array(anyId)
  .min(1)
  .max(mostParticipants - 1);

/** Control characters but tab and line ends, and bidirectional overrides. */
const unstorable = /[[\p{Cc}--[\n\r\t]][\u202A-\u202E\u2066-\u2069]]/gv;

/**
 * A message's text: what PostgreSQL can't store (NUL) and what would break the line for others (lone surrogates,
 * control characters, bidirectional overrides) is taken out; the rest stays as written.
 */
const words = z
  .string()
  .transform((text) => text.toWellFormed().replace(unstorable, ""))
  .pipe(z.string().max(maxBody));

const isSeen = (text: string) => /[^\s\u200B-\u200F\u2060\uFEFF]/u.test(text);

export const body = words.refine(isSeen, { params: { problem: "required" } });

/** As `body`, or nothing; then the message must have something else, see `saysSomething`. */
export const bodyIfAny = words.transform((text) => (isSeen(text) ? text : "")).default("");

/** A message has words or files. */
export const saysSomething = z.refine<{ body: string; fileIds: string[] }>(
  (message) => message.body !== "" || message.fileIds.length > 0,
  { path: ["body"], params: { problem: "required" } },
);
