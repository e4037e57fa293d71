import { z } from "zod";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { largestPosition } from "@/lib/core/input";
import { changedAfter, type EntryRow, seqOf, seqSince, windowAfter, windowBefore } from "./entries";
import { anyId } from "./input";
import { type ChatFacts, readFacts } from "./state";

const windowSize = 50;
const catchUpSize = 500;

const seq = z.coerce.number().int().min(1).max(largestPosition).optional();

/**
 * What part of a thread is asked for: the newest window, the one before, behind or around a place (an entry's number or
 * id, or an instant), or what changed after a revision.
 */
export const threadInput = z.object({
  chatId: anyId,
  before_seq: seq,
  after_seq: seq,
  around_seq: seq,
  around_id: anyId.optional(),
  around_at: z.iso.datetime({ offset: true }).optional(),
  after_rev: z.coerce.number().int().min(0).max(largestPosition).optional(),
});

type Asked = z.output<typeof threadInput>;

/** The names of the input in an address. */
export const threadParameters = Object.keys(threadInput.shape).filter((name) => name !== "chatId");

type Window = {
  rows: EntryRow[];
  hasOlder: boolean;
  /** Newer entries lie behind the last one here. */
  hasNewer?: boolean;
  /** Of a window around a place: the entry there; null where there is none. */
  found?: string | null;
  /** Set where a catch-up was cut: ask again after the highest revision received. */
  more?: true;
};
export type ThreadPage = Window & { facts: ChatFacts };

/** Reads a part of a chat that the caller was found to see, as one of its sides. @throws AppError NOT_FOUND */
export async function readThreadPage(
  ctx: Context,
  audience: "members" | "customers",
  asked: Asked,
): Promise<ThreadPage> {
  const place = { workspaceId: ctx.workspaceId, chatId: asked.chatId, audience };
  // One snapshot isn't needed: the state is read first, so an entry that comes between is at worst told twice.
  const facts = await readFacts(ctx.tx, ctx.workspaceId, asked.chatId);
  if (!facts) throw notFound();
  return { facts, ...(await readWindow(ctx, place, asked, facts)) };
}

type Place = Parameters<typeof windowBefore>[1];

async function readWindow({ tx }: Context, place: Place, asked: Asked, facts: ChatFacts): Promise<Window> {
  const { before_seq: before, after_seq: behind, after_rev: rev } = asked;
  if (rev !== undefined) {
    const { rows, more } = await changedAfter(tx, place, rev, catchUpSize);
    return { rows, hasOlder: false, ...(more ? { more } : {}) };
  }
  if (behind !== undefined) return { hasOlder: true, ...(await windowAfter(tx, place, behind, windowSize)) };
  const { around_seq: seq, around_id: id, around_at: at } = asked;
  if (seq === undefined && id === undefined && at === undefined)
    return windowBefore(tx, place, before ?? null, windowSize);
  const end = place.audience === "customers" ? facts.publicSeq : facts.seq;
  const middle = await middleOf(tx, place, { seq, id, at }, end);
  return middle === null ? { rows: [], hasOlder: false, found: null } : windowAround(tx, place, middle);
}

async function middleOf(
  tx: Context["tx"],
  place: Place,
  { seq, id, at }: { seq?: number; id?: string; at?: string },
  end: number,
): Promise<number | null> {
  if (id !== undefined) return seqOf(tx, place, id);
  if (at !== undefined) return seqSince(tx, place, at, end);
  return seq !== undefined && seq <= end ? seq : null;
}

async function windowAround(tx: Context["tx"], place: Place, middle: number): Promise<Window> {
  const half = windowSize / 2;
  const [older, newer] = await Promise.all([
    windowBefore(tx, place, middle, half),
    windowAfter(tx, place, middle - 1, half),
  ]);
  return {
    rows: [...older.rows, ...newer.rows],
    hasOlder: older.hasOlder,
    hasNewer: newer.hasNewer,
    found: newer.rows[0]?.id ?? null,
  };
}
