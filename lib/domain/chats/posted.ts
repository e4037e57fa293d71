import { and, eq, type SQL } from "drizzle-orm";
import { chats } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";
import { type EntryRow, entriesById, toCustomerEntry, toMemberEntry } from "./entries";
import type { NewEntry, Position } from "./post-entry";
import type { CustomerEntry, MemberEntry } from "./views";

/** What a sender is told: the entry as they see it, and its chat (another one when a follow-up was made). */
export type Posted = { chatId: string; entry: MemberEntry | CustomerEntry; isNew: boolean };

type Audience = "members" | "customers";

/**
 * The message that was stored under this id before: a resend after a lost answer gets the first result.
 * @param where which chats may answer for it: what the caller sees of one doesn't go out through another one's door
 * @throws AppError CONFLICT when the id belongs to somebody else's message, or to one elsewhere
 */
export async function findPosted(
  ctx: Context,
  id: string,
  audience: Audience,
  where: SQL,
): Promise<Posted | null> {
  const [found] = await ctx.tx
    .raw`select from messages where workspace_id = ${ctx.workspaceId} and id = ${id}`;
  if (!found) return null;
  const [row] = await entriesById(ctx.tx, ctx.workspaceId, [id]);
  if (!row || !isOwn(ctx, row) || !(await isIn(ctx, row.chatId, where))) throw conflict("id_in_use");
  return { chatId: row.chatId, entry: viewFor(ctx, row, audience), isNew: false };
}

async function isIn(ctx: Context, chatId: string, where: SQL): Promise<boolean> {
  const [found] = await ctx.tx
    .select({ id: chats.id })
    .from(chats)
    .where(and(eq(chats.workspaceId, ctx.workspaceId), eq(chats.id, chatId), where));
  return found !== undefined;
}

function isOwn({ actor }: Context, row: EntryRow): boolean {
  if (actor.kind === "member") return row.userId === actor.userId;
  return actor.kind === "customer" && row.customerId === actor.customerId;
}

/** The view of an entry that was just stored, without reading it again unless it points at another one. */
export async function justPosted(
  ctx: Context,
  entry: NewEntry,
  position: Position,
  audience: Audience,
): Promise<Posted> {
  if (entry.replyToId) {
    const [stored] = await entriesById(ctx.tx, ctx.workspaceId, [entry.id]);
    return { chatId: entry.chatId, entry: viewFor(ctx, stored!, audience), isNew: true };
  }
  const { actor } = ctx;
  const member = actor.kind === "member" ? actor : null;
  const customer = actor.kind === "customer" ? actor : null;
  const row: EntryRow = {
    ...position,
    id: entry.id,
    chatId: entry.chatId,
    kind: entry.kind,
    userId: member?.userId ?? null,
    userName: member?.name ?? null,
    userAvatar: null,
    customerId: customer?.customerId ?? null,
    customerName: customer?.name ?? null,
    knownAs: null,
    body: entry.body,
    publicBody: entry.publicBody ?? null,
    event: null,
    mentions: entry.mentions ?? null,
    quoted: null,
    reactions: null,
    files: entry.files ?? null,
    editedAt: null,
    deletedAt: null,
  };
  const view = viewFor(ctx, row, audience);
  if (member && view.author.kind === "member") view.author.avatar = member.avatar;
  return { chatId: entry.chatId, entry: view, isNew: true };
}

function viewFor(ctx: Context, row: EntryRow, audience: Audience): MemberEntry | CustomerEntry {
  if (audience === "members") return toMemberEntry(row);
  // Only whoever asked for support writes as a customer, so a member here is the requester.
  const requester = ctx.actor.kind === "member" ? ctx.actor.userId : null;
  const view = toCustomerEntry(row, requester);
  if (!view) throw conflict("id_in_use");
  return view;
}
