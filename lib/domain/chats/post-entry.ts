import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { FileRow } from "./entries";
import { entryAdded } from "./events";
import { previewOf } from "./preview";
import type { Reader } from "./read-positions";
import { sendUploads } from "./uploads";
import { type EventLine, type Mention, publicEvents } from "./views";

export type NewEntry = {
  chatId: string;
  id: string;
  kind: "message" | "note" | "event";
  author: { userId: string } | { customerId: string } | null;
  body: string;
  /** What customers get instead, where that is something else; see `whatIsSaid`. */
  publicBody?: string | null;
  /** An entry of the same chat, see `resolveReferences`; as are those named in the body. */
  replyToId?: string | null;
  mentions?: Mention[];
  /** What its author uploaded for it, see `findUploads`. */
  files?: FileRow[];
  event?: EventLine;
  isPublic: boolean;
  /** Whose line the list shows; null leaves the list's last message as it is. */
  preview: "member" | "customer" | "note" | null;
  /** Whoever writes has read up to there: their position moves in the same statement. */
  readBy?: Reader;
  /** Members read over all entries, whoever asks for support over the public ones. */
  readIn?: "all" | "public";
};

export type Position = {
  seq: number;
  publicSeq: number | null;
  rev: number;
  publicRev: number | null;
  createdAt: Date;
};

/**
 * Stores an entry and gives it its numbers in the same statement, so that neither sequence can have a gap: the
 * chat's row lock orders the writers. A message unarchives its chat.
 * @throws AppError NOT_FOUND when the chat is not in this workspace
 */
export async function postEntry(ctx: Context, entry: NewEntry): Promise<Position> {
  const author = { userId: null, customerId: null, ...entry.author };
  const reader = { userId: null, customerId: null, ...entry.readBy };
  const readerId = reader.userId ?? reader.customerId;
  const visible = entry.isPublic ? 1 : 0;
  const shown = entry.preview !== null;
  const fileNames = entry.files?.map(({ name }) => name);
  const preview = shown ? previewOf(entry.body, fileNames) : null;
  const [row] = await ctx.tx.raw<Stored[]>`
    with numbered as (
      update chats set
        seq = seq + 1, public_seq = public_seq + ${visible}::int,
        message_seq = case when ${entry.kind}::text = 'event' then message_seq else seq + 1 end,
        rev = rev + 1, public_rev = public_rev + ${visible}::int,
        last_message_at = case when ${shown}::boolean then now() else last_message_at end,
        last_message_text = case when ${shown}::boolean then ${preview}::text else last_message_text end,
        last_message_by = case when ${shown}::boolean then ${entry.preview}::text else last_message_by end,
        archived_at = case when ${shown}::boolean then null else archived_at end,
        updated_at = now()
      where workspace_id = ${ctx.workspaceId} and id = ${entry.chatId}
      returning seq, public_seq, rev, public_rev
    ),
    read_up_to as (
      insert into read_positions as p
        (workspace_id, chat_id, reader_id, user_id, customer_id, read_seq, delivered_seq)
      select ${ctx.workspaceId}::uuid, ${entry.chatId}::uuid, ${readerId}::uuid, ${reader.userId}::uuid, ${reader.customerId}::uuid,
             place, place
      from (select case when ${entry.readIn === "public"}::boolean then public_seq else seq end as place from numbered) own
      where ${readerId}::uuid is not null
      on conflict (workspace_id, chat_id, reader_id) do update set
        read_seq = greatest(p.read_seq, excluded.read_seq),
        delivered_seq = greatest(p.delivered_seq, excluded.delivered_seq),
        updated_at = now()
    )
    insert into messages (workspace_id, id, chat_id, seq, public_seq, rev, public_rev, kind,
                          author_user_id, author_customer_id, body, public_body, reply_to_id, mentions, event)
    select ${ctx.workspaceId}::uuid, ${entry.id}::uuid, ${entry.chatId}::uuid, seq,
           case when ${visible}::int = 1 then public_seq end, rev,
           case when ${visible}::int = 1 then public_rev end, ${entry.kind},
           ${author.userId}::uuid,
           ${author.customerId}::uuid,
           ${entry.body}, ${entry.publicBody ?? null}::text, ${entry.replyToId ?? null}::uuid,
           ${entry.mentions?.length ? JSON.stringify(entry.mentions) : null}::text::jsonb, ${entry.event ? JSON.stringify(entry.event) : null}::text::jsonb
    from numbered
    returning seq, public_seq, rev, public_rev, created_at`;
  if (!row) throw notFound();
  await sendUploads(ctx, entry);
  return {
    seq: row.seq,
    publicSeq: row.public_seq,
    rev: row.rev,
    publicRev: row.public_rev,
    createdAt: new Date(row.created_at),
  };
}

type Stored = {
  seq: number;
  public_seq: number | null;
  rev: number;
  public_rev: number | null;
  created_at: string | Date;
};

/** Writes a system line about what the caller just did. */
export async function postEvent(ctx: Context, chatId: string, event: EventLine): Promise<Position> {
  const id = newId();
  const { actor } = ctx;
  const position = await postEntry(ctx, {
    chatId,
    id,
    kind: "event",
    author: actor.kind === "member" ? { userId: actor.userId } : null,
    body: "",
    event,
    isPublic: (publicEvents as readonly string[]).includes(event.name),
    preview: null,
  });
  ctx.emit(entryAdded, chatId, { chatId, messageId: id });
  return position;
}
