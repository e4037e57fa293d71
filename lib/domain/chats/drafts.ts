import { type AnyColumn, and, eq, type SQL, sql } from "drizzle-orm";
import { drafts, workspaces } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { channelName } from "@/lib/realtime/channel-names";
import { largestEvent, publication, publish } from "@/lib/realtime/server";
import { entriesById, toMemberEntry } from "./entries";
import { quoteOf } from "./quote";
import type { Draft, Mention } from "./views";

/** Whose draft, in which chat. Ask only for chats that this person sees. */
type Place = { chatId: string; userId: string };

/**
 * @param options `lock`: nobody else saves it until the transaction ends
 * @returns null when nothing was ever saved; an emptied draft has its version and no text
 */
export async function readDraft(
  ctx: Context,
  { chatId, userId }: Place,
  options: { lock?: boolean } = {},
): Promise<Draft | null> {
  const query = ctx.tx
    .select({
      version: drafts.version,
      body: drafts.body,
      kind: drafts.kind,
      replyToId: drafts.replyToId,
      mentions: sql<Mention[]>`${drafts.mentions}`,
    })
    .from(drafts)
    .where(
      and(eq(drafts.workspaceId, ctx.workspaceId), eq(drafts.chatId, chatId), eq(drafts.userId, userId)),
    );
  const [row] = await (options.lock ? query.for("update") : query);
  if (!row) return null;
  const { replyToId, ...draft } = row;
  const [answered] = replyToId ? await entriesById(ctx.tx, ctx.workspaceId, [replyToId]) : [];
  return { ...draft, replyTo: answered?.chatId === chatId ? quoteOf(toMemberEntry(answered)) : null };
}

type NewDraft = Omit<Draft, "replyTo"> & { replyToId: string | null };

/**
 * Stores a draft unless one of this version or a newer one is there: what arrives late changes nothing. A blank text
 * leaves an empty row, whose version keeps late saves out.
 * @returns whether it was stored
 */
export async function putDraft(ctx: Context, { chatId, userId }: Place, draft: NewDraft): Promise<boolean> {
  const isBlank = draft.body.trim() === "";
  const content = isBlank
    ? ({ body: "", kind: "message", replyToId: null, mentions: [] } as const)
    : { body: draft.body, kind: draft.kind, replyToId: draft.replyToId, mentions: draft.mentions };
  const version = { version: draft.version, updatedAt: sql`now()` };
  const stored = await ctx.tx
    .insert(drafts)
    .values({ workspaceId: ctx.workspaceId, chatId, userId, ...content, ...version })
    .onConflictDoUpdate({
      target: [drafts.workspaceId, drafts.chatId, drafts.userId],
      set: { ...content, ...version },
      setWhere: sql`${drafts.version} < excluded.version`,
    })
    .returning({ version: drafts.version });
  return stored.length > 0;
}

/**
 * The author's other tabs and lists hear of it after the commit, without an event in the trail: a draft is nobody
 * else's business, and changes every second.
 */
export async function tellOwnTabs(ctx: Context, place: Place, draft: Draft): Promise<void> {
  const { workspaceId } = ctx;
  const [row] = await ctx.tx
    .select({ epoch: workspaces.accessEpoch })
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId));
  if (!row) return;
  const channel = channelName.user({ workspaceId, epoch: row.epoch }, place.userId);
  const isTooLarge = Buffer.byteLength(JSON.stringify(draft)) > largestEvent - 1_500;
  const news = publication("user", channel, "draft.changed", {
    chatId: place.chatId,
    hasDraft: draft.body !== "",
    draft: isTooLarge ? null : draft,
  });
  // A hint, which nobody waits for: tabs ask again when they are back.
  ctx.afterCommit(() => void publish([news]).catch(() => {}));
}

/** With the message that a draft became, the draft goes. @param version that the author's browser gave the emptied draft */
export async function clearDraft(ctx: Context, place: Place, version: number): Promise<void> {
  const emptied = { version, body: "", kind: "message" as const, mentions: [] };
  if (await putDraft(ctx, place, { ...emptied, replyToId: null }))
    await tellOwnTabs(ctx, place, { ...emptied, replyTo: null });
}

/** Whether the caller has begun to write in a chat, as a column of a list. @param chatId the list's column */
export function hasDraft(ctx: Context, chatId: AnyColumn | SQL): SQL<boolean> {
  const userId = ctx.actor.kind === "member" ? ctx.actor.userId : null;
  return sql<boolean>`exists (select from ${drafts} where ${drafts.workspaceId} = ${ctx.workspaceId}
    and ${drafts.chatId} = ${chatId} and ${drafts.userId} = ${userId}::uuid and ${drafts.body} <> '')`;
}
