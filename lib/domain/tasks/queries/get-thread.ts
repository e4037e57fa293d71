import { z } from "zod";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { largestPosition } from "@/lib/core/input";
import { query } from "@/lib/core/query";
import {
  changedAfter,
  type EntryRow,
  toCustomerEntry,
  toMemberEntry,
  windowBefore,
} from "@/lib/domain/chats/entries";
import { anyId } from "@/lib/domain/chats/input";
import { readFacts } from "@/lib/domain/chats/state";
import type { CustomerWindow, MemberWindow } from "@/lib/domain/chats/views";
import { customerState, memberState } from "../chat-states";
import { findSupportChat } from "../policy";

const windowSize = 50;
const catchUpSize = 500;

/** `more`: the catch-up was cut; ask again after the highest revision received. */
export type Thread = { audience: "members" | "customers" } & (MemberWindow | CustomerWindow) & {
    more?: boolean;
  };

const input = z.object({
  chatId: anyId,
  before_seq: z.coerce.number().int().min(1).max(largestPosition).optional(),
  after_rev: z.coerce.number().int().min(0).max(largestPosition).optional(),
});

/** A window of a support chat's entries with its state, or everything that changed after a revision. */
export const getTicketThread = query({
  name: "tasks.getTicketThread",
  permission: "ticket:handle",
  pool: "sends",
  input,
  read: readThread,
});

/** The same for whoever asked for support: public entries only, in a sequence of their own. */
export const getOwnThread = query({
  name: "tasks.getOwnThread",
  permission: "support-chat:own",
  pool: "sends",
  input,
  read: readThread,
});

async function readThread(
  ctx: Context,
  { chatId, before_seq: beforeSeq, after_rev: afterRev }: z.output<typeof input>,
): Promise<Thread> {
  const { audience, chat } = await findSupportChat(ctx, chatId);
  const place = { workspaceId: ctx.workspaceId, chatId, audience };
  // One snapshot isn't needed: the state is read first, so an entry that comes between is at worst told twice.
  const facts = await readFacts(ctx.tx, ctx.workspaceId, chatId);
  if (!facts) throw notFound();
  const page =
    afterRev === undefined
      ? await windowBefore(ctx.tx, place, beforeSeq ?? null, windowSize)
      : { hasOlder: false, ...(await changedAfter(ctx.tx, place, afterRev, catchUpSize)) };
  const { hasOlder } = page;
  const more = "more" in page && page.more ? { more: true } : {};
  if (audience === "members") {
    return { audience, entries: page.rows.map(toMemberEntry), state: memberState(facts), hasOlder, ...more };
  }
  const entries = page.rows
    .map((row: EntryRow) => toCustomerEntry(row, chat.requesterUserId))
    .filter((entry) => entry !== null);
  return { audience, entries, state: customerState(facts), hasOlder, ...more };
}
