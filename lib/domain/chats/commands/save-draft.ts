import { z } from "zod";
import { command } from "@/lib/core/command";
import { forbidden, notFound } from "@/lib/core/errors";
import { largestPosition, line } from "@/lib/core/input";
import { putDraft, readDraft, tellOwnTabs } from "../drafts";
import { anyId } from "../input";
import { maxBody } from "../limits";
import { findChat } from "../policy";
import { mentioned, mostMentions } from "../references";
import type { Draft } from "../views";

/** As it is being written: only what can't be stored is taken out. */
const draftBody = z
  .string()
  .transform((text) => text.toWellFormed().replaceAll("\0", ""))
  .pipe(z.string().max(maxBody));

/**
 * Keeps what a member has begun to write in a chat that they see as members do, for their other tabs and devices.
 * @returns what is held now, which is another draft where a newer one was there before; and what this one took the
 * place of, so that a browser can tell whether that was another one's. @throws AppError NOT_FOUND
 */
export const saveDraft = command({
  name: "chats.saveDraft",
  permission: "chat:use",
  input: z.object({
    chatId: anyId,
    version: z.number().int().min(1).max(largestPosition),
    body: draftBody,
    kind: z.enum(["message", "note"]).default("message"),
    replyToId: anyId.nullable().default(null),
    mentions: z
      .array(mentioned.extend({ name: line(200) }))
      .max(mostMentions)
      .default([]),
  }),
  rateLimit: {
    points: 240,
    seconds: 60,
    store: "process",
    keys: ({ actor }) => [actor.kind === "member" ? actor.userId : null],
  },
  async handle(ctx, { chatId, ...draft }): Promise<{ draft: Draft; replaced: Draft | null }> {
    const { audience } = await findChat(ctx, chatId);
    if (audience !== "members" || ctx.actor.kind !== "member") throw forbidden();
    const place = { chatId, userId: ctx.actor.userId };
    const before = await readDraft(ctx, place, { lock: true });
    const stored = await putDraft(ctx, place, draft);
    const held = await readDraft(ctx, place);
    if (!held) throw notFound();
    if (stored) await tellOwnTabs(ctx, place, held);
    return { draft: held, replaced: stored ? before : null };
  },
});
