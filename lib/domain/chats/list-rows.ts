import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { chats } from "@/db/schema";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import { type ChatRow, mostUnread } from "./list-views";

/** How many people a row names. */
const mostPeople = 4;
/** How much of the last line a row shows. */
const lineLength = 160;

export type FoundRow = {
  /** Whose row it is: everybody has their own marks on a chat. */
  readerId: string;
  row: ChatRow;
  /** `activeAt` with all its digits, for cursors. */
  sortAt: string;
};

type Selection = {
  /** Who reads, as `reader(user_id)`: one member for a list, all who take part for telling them. */
  readers: SQL;
  where: SQL;
  /** What stands in the place of the table `chats` where chats are chosen: some of its rows, with columns for `order`. */
  among?: SQL;
  /** `where` asks what chats are called (`t`, `cu`, `ru`). */
  byName?: boolean;
  order?: SQL;
  limit?: number;
};

/** Whose list: `cross join` to one reader. */
export const forReader = (userId: string): SQL => sql`cross join (select ${userId}::uuid as user_id) reader`;

/** A row for each member who takes part. */
export const forAllTakingPart: SQL = sql`join participants reader on reader.workspace_id = ${chats.workspaceId}
  and reader.chat_id = ${chats.id} and reader.user_id is not null and reader.left_at is null`;

/** What stands in the way of a row in the reader's normal list: they put it away and nothing was said since. */
export const isArchived: SQL<boolean> = sql`(case when ${chats.kind} = 'support' then ${chats.archivedAt} is not null
  else s.archived_seq is not null and not exists (select from messages m
    where m.workspace_id = ${chats.workspaceId} and m.chat_id = ${chats.id} and m.seq > s.archived_seq
      and m.kind <> 'event') end)`;

const unreadOnes = sql`from messages m where m.workspace_id = ${chats.workspaceId} and m.chat_id = ${chats.id}
  and m.seq > place.read_seq and m.kind <> 'event' and m.deleted_at is null
  and m.author_user_id is distinct from reader.user_id`;

export const isUnread: SQL<boolean> = sql`(s.unread_from_seq is not null
  or (${chats.seq} > place.read_seq and exists (select ${unreadOnes})))`;

/** Named in what is unread: oneself, or a team that one is in. */
export const isMentioned: SQL<boolean> = sql`(${chats.seq} > place.read_seq and exists (select ${unreadOnes}
  and m.mentions is not null and exists (select from jsonb_array_elements(m.mentions) named
    where named ->> 'id' = reader.user_id::text or exists (select from team_members tm
      where tm.workspace_id = ${chats.workspaceId} and tm.user_id = reader.user_id
        and tm.team_id::text = named ->> 'id'))))`;

/** Direct chats in which nobody has written yet are nobody's business, but of whoever has begun to. */
export const isBegun: SQL = sql`(${chats.kind} <> 'direct' or ${chats.lastMessageAt} is not null or draft.begun)`;

const isPinned: SQL<boolean> = sql`(s.pinned_at is not null)`;
const activeAt: SQL = sql`coalesce(${chats.lastMessageAt}, ${chats.createdAt})`;

const unreadCount = sql`case when ${chats.seq} > place.read_seq then (select count(*)::int
  from (select ${unreadOnes} limit ${sql.raw(String(mostUnread))}) few) else 0 end`;

/** The first to join who are neither the reader nor who asks for support; in a chat with oneself, oneself. */
const otherPeople = sql`(select json_agg(other order by other.nr) from (
  select u.id, u.name, u.avatar_key as avatar, m.removed_at is not null as removed,
    row_number() over (order by p.joined_at, p.id) as nr
  from participants p join users u on u.id = p.user_id
    join memberships m on m.workspace_id = p.workspace_id and m.user_id = p.user_id
  where p.workspace_id = ${chats.workspaceId} and p.chat_id = ${chats.id} and p.left_at is null
    and (p.user_id <> reader.user_id or ${chats.directKey} = reader.user_id || ':' || reader.user_id)
    and p.user_id is distinct from ${chats.requesterUserId}
  order by p.joined_at, p.id limit ${sql.raw(String(mostPeople))}) other)`;

const peopleCount = sql`(select count(*)::int from participants p where p.workspace_id = ${chats.workspaceId}
  and p.chat_id = ${chats.id} and p.left_at is null and p.user_id is not null)`;

const lastMessage = sql`(select json_build_object('kind', m.kind, 'at', m.created_at,
    'deleted', m.deleted_at is not null,
    'text', case when m.deleted_at is null
      then left(regexp_replace(m.body, '[[:space:]]+', ' ', 'g'), ${sql.raw(String(lineLength))}) else '' end,
    'files', (select count(*)::int from files f where f.workspace_id = m.workspace_id and f.message_id = m.id),
    'author', json_build_object('id', coalesce(m.author_user_id, m.author_customer_id),
      'name', coalesce(mu.name, mc.name)))
  from messages m left join users mu on mu.id = m.author_user_id
    left join customers mc on mc.workspace_id = m.workspace_id and mc.id = m.author_customer_id
  where m.workspace_id = ${chats.workspaceId} and m.chat_id = ${chats.id} and m.kind <> 'event'
  order by m.seq desc limit 1)`;

/** Chats beside their readers, with what each of these has read (`place`) and how they keep the chat (`s`). */
export const chatsOf = (readers: SQL, among: SQL = sql`${chats}`): SQL => sql`from ${among} ${readers}
  left join chat_settings s on s.workspace_id = ${chats.workspaceId} and s.chat_id = ${chats.id}
    and s.user_id = reader.user_id
  left join read_positions r on r.workspace_id = ${chats.workspaceId} and r.chat_id = ${chats.id}
    and r.reader_id = reader.user_id
  cross join lateral (select coalesce(least(r.read_seq, s.unread_from_seq - 1), 0) as read_seq) place`;

/** Tickets and tasks that chats are about, and who asked. */
const names = sql`left join tasks t on t.workspace_id = ${chats.workspaceId} and t.chat_id = ${chats.id}
  left join customers cu on cu.workspace_id = t.workspace_id and cu.id = t.customer_id
  left join users ru on ru.id = ${chats.requesterUserId}`;

const draftOf = sql`cross join lateral (select exists (select from drafts d
  where d.workspace_id = ${chats.workspaceId} and d.chat_id = ${chats.id} and d.user_id = reader.user_id
    and d.body <> '') as begun) draft`;

/**
 * Chats as rows of members' lists. Which ones is found first, by little: what a row shows is looked up for those alone.
 */
export async function selectChatRows(tx: Transaction, selection: Selection): Promise<FoundRow[]> {
  const { readers, where, among, byName, order, limit } = selection;
  const found = sql`join (
    select ${chats.workspaceId} as workspace_id, ${chats.id} as chat_id, reader.user_id
    ${chatsOf(readers, among)} ${draftOf} ${byName ? names : sql``}
    where ${where} ${order ? sql`order by ${order}` : sql``} ${limit ? sql`limit ${limit}` : sql``}
  ) reader on reader.workspace_id = ${chats.workspaceId} and reader.chat_id = ${chats.id}`;
  const rows = await tx.execute<Raw>(sql`
    select reader.user_id as reader_id, ${chats.id} as id, ${chats.kind} as kind, ${chats.title} as title,
      ${chats.seq} as seq, ${chats.rev} as rev, ${activeAt} as active_at, ${activeAt}::text as sort_at,
      place.read_seq, own.chat_role, ${isPinned} as pinned, s.muted_at is not null as muted,
      ${isArchived} as archived, draft.begun as draft,
      s.unread_from_seq is not null as marked_unread, ${isMentioned} as mentioned, ${unreadCount} as unread,
      case when t.id is not null then json_build_object('number', t.number, 'type', t.type, 'title', t.title,
        'status', t.status) end as task,
      case when ${chats.kind} = 'support' then json_build_object(
        'id', coalesce(t.customer_id, ${chats.requesterUserId}), 'name', coalesce(cu.name, ru.name)) end as requester,
      ${otherPeople} as people, ${peopleCount} as people_count, ${lastMessage} as last_message
    ${chatsOf(found)} ${draftOf} ${names}
    left join participants own on own.workspace_id = ${chats.workspaceId} and own.chat_id = ${chats.id}
      and own.user_id = reader.user_id and own.left_at is null
    order by ${isPinned} desc, ${activeAt} desc, ${chats.id} desc`);
  return rows.map((row) => ({ readerId: row.reader_id, sortAt: row.sort_at, row: toRow(row) }));
}

type Raw = {
  reader_id: string;
  id: string;
  kind: ChatRow["kind"];
  title: string | null;
  seq: number;
  rev: number;
  active_at: string | Date;
  sort_at: string;
  read_seq: number;
  chat_role: ChatRow["chatRole"];
  pinned: boolean;
  muted: boolean;
  archived: boolean;
  draft: boolean;
  marked_unread: boolean;
  mentioned: boolean;
  unread: number;
  task: ChatRow["task"];
  requester: ChatRow["requester"];
  people: ChatRow["people"] | null;
  people_count: number;
  last_message: ChatRow["lastMessage"];
};

function toRow(raw: Raw): ChatRow {
  const { id, kind, title, task, requester, seq, rev, mentioned, draft, pinned, muted, archived } = raw;
  return {
    id,
    kind,
    title,
    people: (raw.people ?? []).map(({ id, name, avatar, removed }) => ({
      id,
      name,
      avatar: avatarUrl(avatar),
      removed,
    })),
    peopleCount: raw.people_count,
    chatRole: raw.chat_role,
    task,
    requester,
    lastMessage: raw.last_message && {
      ...raw.last_message,
      at: new Date(raw.last_message.at).toISOString(),
    },
    activeAt: new Date(raw.active_at).toISOString(),
    seq,
    rev,
    readSeq: raw.read_seq,
    unread: raw.marked_unread ? Math.max(1, raw.unread) : raw.unread,
    markedUnread: raw.marked_unread,
    mentioned,
    draft,
    pinned,
    muted,
    archived,
  };
}
