import { and, asc, desc, eq, gt, isNotNull, lt, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { isAnyOf } from "@/db/conditions";
import { customers, files, messages, reactions, users } from "@/db/schema";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import type { ToldTo } from "@/lib/storage/file-address";
import { toFileView } from "./files";
import { previewSql } from "./preview-sql";
import type {
  CustomerEntry,
  EventLine,
  MemberEntry,
  Mention,
  PublicEventLine,
  Quote,
  Reaction,
} from "./views";

type QuotedRow = {
  id: string;
  seq: number;
  publicSeq: number | null;
  kind: MemberEntry["kind"];
  name: string | null;
  text: string;
  publicText: string;
  deleted: boolean;
};

/** A file as a row's JSON carries it. */
export type FileRow = {
  workspaceId: string;
  id: string;
  name: string;
  contentType: string;
  size: number;
  width: number | null;
  height: number | null;
};

// As subqueries, so that an entry without any of these costs an index look-up and nothing else.
function quoted() {
  return sql<QuotedRow | null>`case when ${messages.replyToId} is null then null else (
    select json_build_object('id', q.id, 'seq', q.seq, 'publicSeq', q.public_seq, 'kind', q.kind,
      'name', coalesce(u.name, c.name), 'text', ${previewSql("q", sql`q.body`)},
      'publicText', ${previewSql("q", sql`coalesce(q.public_body, q.body)`)},
      'deleted', q.deleted_at is not null)
    from messages q left join users u on u.id = q.author_user_id
      left join customers c on c.workspace_id = q.workspace_id and c.id = q.author_customer_id
    where q.workspace_id = ${messages.workspaceId} and q.id = ${messages.replyToId}) end`;
}

function reactionsOf() {
  return sql<Reaction[] | null>`(
    select json_agg(json_build_object('emoji', r.emoji, 'by', r.by) order by r.first)
    from (select ${reactions.emoji} as emoji, min(${reactions.createdAt}) as first,
            json_agg(json_build_object('id', ru.id, 'name', ru.name) order by ${reactions.createdAt}) as by
          from ${reactions} join users ru on ru.id = ${reactions.userId}
          where ${reactions.workspaceId} = ${messages.workspaceId} and ${reactions.messageId} = ${messages.id}
          group by ${reactions.emoji}) r)`;
}

function filesOf() {
  return sql<FileRow[] | null>`(
    select json_agg(json_build_object('workspaceId', f.workspace_id, 'id', f.id, 'name', f.name, 'contentType', f.content_type, 'size', f.size,
      'width', f.width, 'height', f.height) order by f.position)
    from ${files} f where f.workspace_id = ${messages.workspaceId} and f.message_id = ${messages.id})`;
}

const columns = {
  id: messages.id,
  chatId: messages.chatId,
  seq: messages.seq,
  publicSeq: messages.publicSeq,
  rev: messages.rev,
  publicRev: messages.publicRev,
  kind: messages.kind,
  userId: messages.authorUserId,
  userName: users.name,
  userAvatar: users.avatarKey,
  customerId: messages.authorCustomerId,
  customerName: customers.name,
  knownAs: sql<{
    id: string;
    name: string | null;
  } | null>`case when ${customers.knownAs} is null then null else (
    select json_build_object('id', k.id, 'name', k.name) from customers k
    where k.workspace_id = ${customers.workspaceId} and k.id = ${customers.knownAs}) end`,
  body: messages.body,
  publicBody: messages.publicBody,
  event: messages.event,
  mentions: messages.mentions,
  quoted: quoted(),
  reactions: reactionsOf(),
  files: filesOf(),
  createdAt: messages.createdAt,
  editedAt: messages.editedAt,
  deletedAt: messages.deletedAt,
};

export type EntryRow = Awaited<ReturnType<typeof selectEntries>>[number];

function selectEntries(tx: Transaction, where: SQL | undefined, order: SQL[], limit: number) {
  return tx
    .select(columns)
    .from(messages)
    .leftJoin(users, eq(users.id, messages.authorUserId))
    .leftJoin(
      customers,
      and(eq(customers.workspaceId, messages.workspaceId), eq(customers.id, messages.authorCustomerId)),
    )
    .where(where)
    .orderBy(...order)
    .limit(limit);
}

type Place = { workspaceId: string; chatId: string; audience: "members" | "customers" };

const inChat = ({ workspaceId, chatId, audience }: Place) =>
  and(
    eq(messages.workspaceId, workspaceId),
    eq(messages.chatId, chatId),
    audience === "customers" ? isNotNull(messages.publicSeq) : undefined,
  );

/** The newest entries, or those before one, oldest first. */
export async function windowBefore(
  tx: Transaction,
  place: Place,
  beforeSeq: number | null,
  limit: number,
): Promise<{ rows: EntryRow[]; hasOlder: boolean }> {
  const seq = place.audience === "customers" ? messages.publicSeq : messages.seq;
  const before = beforeSeq === null ? undefined : lt(seq, beforeSeq);
  const rows = await selectEntries(tx, and(inChat(place), before), [desc(seq)], limit + 1);
  return { rows: rows.slice(0, limit).reverse(), hasOlder: rows.length > limit };
}

/** The entries behind one, oldest first. */
export async function windowAfter(
  tx: Transaction,
  place: Place,
  afterSeq: number,
  limit: number,
): Promise<{ rows: EntryRow[]; hasNewer: boolean }> {
  const seq = place.audience === "customers" ? messages.publicSeq : messages.seq;
  const rows = await selectEntries(tx, and(inChat(place), gt(seq, afterSeq)), [asc(seq)], limit + 1);
  return { rows: rows.slice(0, limit), hasNewer: rows.length > limit };
}

/** The number of an entry in its reader's sequence; null where they see no such entry. */
export async function seqOf(tx: Transaction, place: Place, id: string): Promise<number | null> {
  const seq = place.audience === "customers" ? messages.publicSeq : messages.seq;
  const [row] = await tx
    .select({ seq })
    .from(messages)
    .where(and(inChat(place), eq(messages.id, id)));
  return row?.seq ?? null;
}

/**
 * The number of the first entry since an instant, or of the last one before it; null in an empty chat. Found by halves,
 * since numbers and times grow together: no index is needed for it.
 * @param end the last number
 */
export async function seqSince(
  tx: Transaction,
  place: Place,
  instant: string,
  end: number,
): Promise<number | null> {
  if (end === 0) return null;
  const seq = place.audience === "customers" ? messages.publicSeq : messages.seq;
  const [row] = await tx.execute<{ seq: number }>(sql`
    with recursive halves as (
      select 1 as low, ${end}::int + 1 as high
      union all
      select case when ${messages.createdAt} < ${instant}::timestamptz then middle + 1 else low end,
             case when ${messages.createdAt} < ${instant}::timestamptz then high else middle end
      from (select low, high, (low + high) / 2 as middle from halves where low < high) half
      join ${messages} on ${inChat(place)} and ${seq} = middle)
    select low as seq from halves where low >= high`);
  return row ? Math.min(row.seq, end) : null;
}

/** What changed after a revision, in the order of change. */
export async function changedAfter(
  tx: Transaction,
  place: Place,
  rev: number,
  limit: number,
): Promise<{ rows: EntryRow[]; more: boolean }> {
  const column = place.audience === "customers" ? messages.publicRev : messages.rev;
  const rows = await selectEntries(tx, and(inChat(place), gt(column, rev)), [asc(column)], limit + 1);
  return { rows: rows.slice(0, limit), more: rows.length > limit };
}

/** Entries by id, for those who publish what was committed. */
export function entriesById(tx: Transaction, workspaceId: string, ids: string[]): Promise<EntryRow[]> {
  const where = and(eq(messages.workspaceId, workspaceId), isAnyOf(messages.id, ids));
  return selectEntries(tx, where, [asc(messages.seq)], ids.length);
}

export function toMemberEntry(row: EntryRow): MemberEntry {
  return {
    id: row.id,
    seq: row.seq,
    publicSeq: row.publicSeq,
    rev: row.rev,
    kind: row.kind,
    author: memberAuthor(row),
    body: row.deletedAt ? "" : row.body,
    replyTo: memberQuote(row.quoted),
    mentions: row.deletedAt ? [] : ((row.mentions as Mention[] | null) ?? []),
    files: filesShown(row, "members"),
    reactions: row.deletedAt ? [] : (row.reactions ?? []),
    event: row.event as EventLine | null,
    at: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    deleted: row.deletedAt !== null,
  };
}

const filesShown = (row: EntryRow, toldTo: ToldTo) =>
  row.deletedAt ? [] : (row.files ?? []).map((file) => toFileView(file, toldTo));

function memberQuote(row: QuotedRow | null): Quote | null {
  if (!row) return null;
  const { id, seq, kind, name, deleted } = row;
  return { id, seq, kind, author: { name }, text: deleted ? "" : row.text, deleted };
}

/** Of an internal entry customers don't even learn that it was answered. */
function customerQuote(row: QuotedRow | null): Quote | null {
  if (!row || row.publicSeq === null || row.kind === "note") return null;
  const { id, kind, name, deleted, publicSeq: seq } = row;
  return { id, seq, kind, author: { name }, text: deleted ? "" : row.publicText, deleted };
}

function memberAuthor(row: EntryRow): MemberEntry["author"] {
  if (row.userId) {
    return { kind: "member", id: row.userId, name: row.userName ?? "", avatar: avatarUrl(row.userAvatar) };
  }
  if (!row.customerId) return { kind: "system" };
  // Whom the team knows somebody as is the team's knowledge: customers see what they called themselves.
  return { kind: "customer", ...(row.knownAs ?? { id: row.customerId, name: row.customerName }) };
}

/**
 * What a customer may know of an entry, or null for what they must never receive. A member who asks for support
 * writes as the customer there, so the chat's requester decides on which side an author stands.
 */
export function toCustomerEntry(row: EntryRow, requesterUserId: string | null): CustomerEntry | null {
  if (row.publicSeq === null || row.publicRev === null || row.kind === "note") return null;
  return {
    id: row.id,
    seq: row.publicSeq,
    rev: row.publicRev,
    kind: row.kind,
    author: customerViewOfAuthor(row, requesterUserId),
    body: row.deletedAt ? "" : (row.publicBody ?? row.body),
    replyTo: customerQuote(row.quoted),
    files: filesShown(row, "requester"),
    event: publicLine(row.event as EventLine | null),
    at: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    deleted: row.deletedAt !== null,
  };
}

/** By name, so that what a line carries besides never leaves with it. */
function publicLine(line: EventLine | null): PublicEventLine | null {
  if (line?.name === "joined") return { name: "joined", member: line.member };
  if (line?.name === "closing_soon") return { name: "closing_soon", days: line.days, text: line.text };
  return line?.name === "resolved" || line?.name === "reopened" ? { name: line.name } : null;
}

function customerViewOfAuthor(row: EntryRow, requesterUserId: string | null): CustomerEntry["author"] {
  if (row.userId && row.userId === requesterUserId) return { kind: "customer", name: row.userName };
  if (row.userId) return { kind: "member", name: row.userName ?? "", avatar: avatarUrl(row.userAvatar) };
  return row.customerId ? { kind: "customer", name: row.customerName } : { kind: "system" };
}
