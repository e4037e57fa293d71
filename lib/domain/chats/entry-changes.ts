import { and, eq, type SQL, sql } from "drizzle-orm";
import { chats, files, messages } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { conflict, forbidden, notFound } from "@/lib/core/errors";
import { entriesById, toMemberEntry } from "./entries";
import { type Chat, findChat } from "./policy";
import { previewSql } from "./preview-sql";
import type { MemberEntry, Mention } from "./views";

/** An entry of a chat that the caller sees as the members do, locked, with what changes of it are decided on. */
export type ChangingEntry = {
  chat: Chat;
  userId: string;
  id: string;
  seq: number;
  kind: "message" | "note";
  isOwn: boolean;
  isPublic: boolean;
  body: string;
  mentions: Mention[];
  hasFiles: boolean;
  deleted: boolean;
};

/**
 * Its chat is locked, so nobody else changes the entry until the transaction ends. Whoever is the one who asks for
 * support changes nothing.
 * @throws AppError NOT_FOUND, FORBIDDEN also for what the system wrote
 */
export async function lockEntry(ctx: Context, chatId: string, messageId: string): Promise<ChangingEntry> {
  const { audience, chat } = await findChat(ctx, chatId, { lock: true });
  if (audience !== "members" || ctx.actor.kind !== "member") throw forbidden();
  const { userId } = ctx.actor;
  const [row] = await ctx.tx
    .select({
      id: messages.id,
      seq: messages.seq,
      kind: messages.kind,
      authorUserId: messages.authorUserId,
      publicSeq: messages.publicSeq,
      body: messages.body,
      mentions: messages.mentions,
      // Named by its alias: columns of a query on one table are written without the table's name.
      hasFiles: sql<boolean>`exists (select from ${files} f
        where f.workspace_id = ${ctx.workspaceId} and f.message_id = ${messageId})`,
      deletedAt: messages.deletedAt,
    })
    .from(messages)
    .where(
      and(
        eq(messages.workspaceId, ctx.workspaceId),
        eq(messages.chatId, chat.chatId),
        eq(messages.id, messageId),
      ),
    );
  if (!row) throw notFound();
  const { id, seq, kind, body, hasFiles } = row;
  if (kind === "event") throw forbidden();
  return {
    chat,
    userId,
    id,
    seq,
    kind,
    body,
    hasFiles,
    isOwn: row.authorUserId === userId,
    isPublic: row.publicSeq !== null,
    mentions: (row.mentions as Mention[] | null) ?? [],
    deleted: row.deletedAt !== null,
  };
}

export function refuseDeleted({ deleted }: ChangingEntry): void {
  if (deleted) throw conflict("message_deleted");
}

type Columns = {
  body?: string;
  publicBody?: string | null;
  mentions?: Mention[] | null;
  editedAt?: SQL;
  deletedAt?: SQL;
};

/**
 * Writes what changed of an entry under a new revision, so that catch-up brings it.
 * @param what `words`: customers see a difference too, where they see the entry at all, and so does whoever sees an
 *   answer to it, which quotes it. The answers come first, so that news of the entry alone shows that more is missing.
 */
export async function changeEntry(
  ctx: Context,
  entry: ChangingEntry,
  columns: Columns,
  what: "words" | "reactions",
): Promise<void> {
  const visible = what === "words" && entry.isPublic;
  const answers = sql`from ${messages} a
    where a.workspace_id = ${ctx.workspaceId} and a.reply_to_id = ${entry.id} and ${what === "words"}`;
  const [next] = await ctx.tx
    .update(chats)
    .set({
      rev: sql`${chats.rev} + 1 + (select count(*) ${answers})`,
      ...(visible
        ? { publicRev: sql`${chats.publicRev} + 1 + (select count(a.public_seq) ${answers})` }
        : {}),
      updatedAt: sql`now()`,
    })
    .where(and(eq(chats.workspaceId, ctx.workspaceId), eq(chats.id, entry.chat.chatId)))
    .returning({ rev: chats.rev, publicRev: chats.publicRev });
  if (!next) throw notFound();
  if (next.rev > entry.chat.rev + 1)
    await ctx.tx.execute(sql`
      update ${messages} m set
        rev = ${next.rev}::int - later.all_of_them,
        public_rev = case when ${visible} and m.public_seq is not null
          then ${next.publicRev}::int - later.public_ones else m.public_rev end
      from (select a.id, count(*) over (order by a.seq desc) as all_of_them,
        count(a.public_seq) over (order by a.seq desc) as public_ones ${answers}) later
      where m.workspace_id = ${ctx.workspaceId} and m.id = later.id`);
  await ctx.tx
    .update(messages)
    .set({ ...columns, rev: next.rev, ...(visible ? { publicRev: next.publicRev } : {}) })
    .where(and(eq(messages.workspaceId, ctx.workspaceId), eq(messages.id, entry.id)));
}

/**
 * After the last words of a chat changed, lists show what was said last of what is left, and whether that was read. The
 * time stays: something did happen then.
 */
export async function refreshPreview(ctx: Context, { chat, seq }: ChangingEntry): Promise<void> {
  await ctx.tx.execute(sql`
    with last as (
      select m.seq, ${previewSql("m", sql`m.body`)} as text,
        case when m.kind = 'note' then 'note'
             when m.author_customer_id is not null or m.author_user_id = ${chat.requesterUserId}::uuid then 'customer'
             else 'member' end as by
      from messages m
      where m.workspace_id = ${ctx.workspaceId} and m.chat_id = ${chat.chatId}
        and m.kind <> 'event' and m.deleted_at is null
      order by m.seq desc limit 1)
    update chats set
      last_message_text = (select text from last), last_message_by = (select by from last),
      message_seq = coalesce((select seq from last), 0)
    where workspace_id = ${ctx.workspaceId} and id = ${chat.chatId}
      and coalesce((select seq from last), 0) <= ${seq}`);
}

/** The entry as members see it now. */
export async function entryView(ctx: Context, id: string): Promise<MemberEntry> {
  const [row] = await entriesById(ctx.tx, ctx.workspaceId, [id]);
  if (!row) throw notFound();
  return toMemberEntry(row);
}
