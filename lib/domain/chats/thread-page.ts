import { z } from "zod";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { largestPosition } from "@/lib/core/input";
import { changedAfter, type EntryRow, windowBefore } from "./entries";
import { anyId } from "./input";
import { type ChatFacts, readFacts } from "./state";

const windowSize = 50;
const catchUpSize = 500;

/** What part of a thread is asked for: the newest window, the one before a place, or what changed after a revision. */
export const threadInput = z.object({
  chatId: anyId,
  before_seq: z.coerce.number().int().min(1).max(largestPosition).optional(),
  after_rev: z.coerce.number().int().min(0).max(largestPosition).optional(),
});

export type ThreadPage = {
  facts: ChatFacts;
  rows: EntryRow[];
  hasOlder: boolean;
  /** Set where a catch-up was cut: ask again after the highest revision received. */
  more?: true;
};

/** Reads a part of a chat that the caller was found to see, as one of its sides. @throws AppError NOT_FOUND */
export async function readThreadPage(
  ctx: Context,
  audience: "members" | "customers",
  { chatId, before_seq: beforeSeq, after_rev: afterRev }: z.output<typeof threadInput>,
): Promise<ThreadPage> {
  const place = { workspaceId: ctx.workspaceId, chatId, audience };
  // One snapshot isn't needed: the state is read first, so an entry that comes between is at worst told twice.
  const facts = await readFacts(ctx.tx, ctx.workspaceId, chatId);
  if (!facts) throw notFound();
  if (afterRev === undefined)
    return { facts, ...(await windowBefore(ctx.tx, place, beforeSeq ?? null, windowSize)) };
  const { rows, more } = await changedAfter(ctx.tx, place, afterRev, catchUpSize);
  return { facts, rows, hasOlder: false, ...(more ? { more } : {}) };
}
