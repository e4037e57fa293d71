import { and, desc, isNotNull, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { isAnyOf } from "@/db/conditions";
import { chats, customers, files, messages, users } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { anyId } from "@/lib/core/input";
import { query } from "@/lib/core/query";
import { memberChats } from "@/lib/domain/chats/policy";
import { searchesPerMinute } from "@/lib/domain/chats/rate-limits";
import { selectChatHits, toChatHit } from "../chat-hits";
import { excerptOf, fragmentsOf } from "../excerpt";
import { type ParsedSearch, parseSearch, shifted } from "../parse-search";
import { readableChats } from "../readable-chats";
import { findAuthors, findChats } from "../resolve";
import { longestSearch, searcherZone } from "../searcher";
import type { MessageHit, NotUnderstood } from "../views";

const pageSize = 20;
/**
 * Candidates looked at in each step before the searcher is asked whether to go on. Fewer at first would have the planner
 * walk back through all messages for what has hardly any.
 */
const steps = [200, 2_000, 2_000, 2_000, 2_000];

export type MessagePage = { items: MessageHit[]; nextCursor: string | null; problems: NotUnderstood[] };

/**
 * Messages and notes that the caller may read, newest first. A word that is everywhere but where the caller may
 * look is searched for in steps: a page may then hold fewer than it could, with a cursor to go on.
 */
export const searchMessages = query({
  name: "search.searchMessages",
  permission: "chat:use",
  input: z.object({ q: z.string().max(longestSearch), cursor: anyId.optional() }),
  rateLimit: searchesPerMinute,
  lane: () => "search",
  async read(ctx, { q, cursor }): Promise<MessagePage> {
    const { zone, today } = await searcherZone(ctx);
    const parsed = parseSearch(q, today);
    const filter = await resolved(ctx, parsed, zone);
    const { problems } = filter;
    if (problems.length > 0 || isEmpty(parsed)) return { items: [], nextCursor: null, problems };
    const found = await collect(ctx, parsed.words, filter, cursor ?? null);
    return { ...found, items: await withContext(ctx, found.ids, parsed.words), problems };
  },
});

const isEmpty = ({ words, from, in: places, hasFile, before, after }: ParsedSearch) =>
  !words && from.length === 0 && places.length === 0 && !hasFile && !before && !after;

type Filter = {
  chats: string[] | null;
  users: string[];
  customers: string[];
  anyAuthor: boolean;
  since: SQL;
  until: SQL;
  hasFile: boolean;
  problems: NotUnderstood[];
};

async function resolved(ctx: Context, parsed: ParsedSearch, zone: string): Promise<Filter> {
  const problems: NotUnderstood[] = [...parsed.problems];
  const authors = await Promise.all(parsed.from.map((name) => findAuthors(ctx, name)));
  const places = await Promise.all(parsed.in.map((name) => findChats(ctx, name)));
  for (const [index, { userIds, customerIds }] of authors.entries())
    if (userIds.length + customerIds.length === 0)
      problems.push({ operator: "from", value: parsed.from[index]! });
  for (const [index, ids] of places.entries())
    if (ids.length === 0) problems.push({ operator: "in", value: parsed.in[index]! });
  const midnight = (day: string | null) =>
    day ? sql`(${day}::date)::timestamp at time zone ${zone}` : sql`null::timestamptz`;
  return {
    chats: places.length > 0 ? places.flat() : null,
    users: authors.flatMap(({ userIds }) => userIds),
    customers: authors.flatMap(({ customerIds }) => customerIds),
    anyAuthor: authors.length === 0,
    since: midnight(parsed.after && shifted(parsed.after, 1)),
    until: midnight(parsed.before),
    hasFile: parsed.hasFile,
    problems,
  };
}

/** Goes back through what matches until a page of it may be shown. */
async function collect(ctx: Context, words: string, filter: Filter, before: string | null) {
  const ids: string[] = [];
  let cursor = before;
  for (const most of steps) {
    const candidates = await ctx.tx.execute<{ message_id: string }>(sql`
      select message_id from search_messages(${words}, ${cursor}::uuid, ${most}, ${uuids(filter.chats)},
        ${filter.anyAuthor ? sql`null::uuid[]` : uuids(filter.users)},
        ${filter.anyAuthor ? sql`null::uuid[]` : uuids(filter.customers)},
        ${filter.since}, ${filter.until}, ${filter.hasFile})`);
    const visible = await readable(
      ctx,
      words,
      candidates.map(({ message_id }) => message_id),
    );
    for (const id of visible) {
      if (ids.length === pageSize) return { ids, nextCursor: ids.at(-1)! };
      ids.push(id);
    }
    if (candidates.length < most) return { ids, nextCursor: null };
    cursor = candidates.at(-1)!.message_id;
  }
  return { ids, nextCursor: cursor };
}

const uuids = (ids: string[] | null) =>
  ids === null ? sql`null::uuid[]` : sql`${`{${ids.join(",")}}`}::uuid[]`;

/**
 * Those of the candidates that the caller may read, newest first. Who asked for support finds only what they were
 * told, so the words must stand in the public text.
 */
async function readable(ctx: Context, words: string, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const publicly = and(
    isNotNull(messages.publicSeq),
    words
      ? sql`to_tsvector('russian', translate(${publicText}, 'ёЁ', 'еЕ')) @@ typed_words(${words})`
      : undefined,
  );
  const rows = await ctx.tx
    .select({ id: messages.id })
    .from(messages)
    .innerJoin(
      chats,
      sql`${chats.workspaceId} = ${messages.workspaceId} and ${chats.id} = ${messages.chatId}`,
    )
    .where(
      and(
        sql`${messages.workspaceId} = ${ctx.workspaceId}`,
        isAnyOf(messages.id, ids),
        readableChats(ctx),
        or(memberChats(ctx), publicly),
      ),
    )
    .orderBy(desc(messages.id));
  return rows.map(({ id }) => id);
}

const publicText = sql`coalesce(${messages.publicBody}, ${messages.body})`;

async function withContext(ctx: Context, ids: string[], words: string): Promise<MessageHit[]> {
  if (ids.length === 0) return [];
  const author = sql<string | null>`coalesce(
    (select u.name from ${users} u where u.id = ${messages.authorUserId}),
    (select c.name from ${customers} c where c.workspace_id = ${messages.workspaceId} and c.id = ${messages.authorCustomerId}))`;
  const rows = await selectChatHits(ctx, {
    messageId: sql<string>`${messages.id}`,
    messageKind: sql<"message" | "note">`${messages.kind}`,
    seq: sql<number>`${messages.seq}`,
    publicSeq: sql<number | null>`${messages.publicSeq}`,
    authorId: sql<string | null>`coalesce(${messages.authorUserId}, ${messages.authorCustomerId})`,
    author,
    at: sql<string>`to_char(${messages.createdAt} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
    excerpt: excerptOf(
      sql`case when ${chats.kind} = 'support' and not (${memberChats(ctx)}) then ${publicText} else ${messages.body} end`,
      words,
    ),
    files: sql<number>`(select count(*)::int from ${files} f
      where f.workspace_id = ${messages.workspaceId} and f.message_id = ${messages.id})`,
  })
    .innerJoin(
      messages,
      sql`${messages.workspaceId} = ${chats.workspaceId} and ${messages.chatId} = ${chats.id}`,
    )
    .where(and(readableChats(ctx), isAnyOf(messages.id, ids)))
    .orderBy(desc(messages.id));
  return rows.map((row) => {
    const chat = toChatHit(row);
    return {
      id: row.messageId,
      chat,
      seq: chat.own ? (row.publicSeq ?? 0) : row.seq,
      kind: row.messageKind,
      // Whoever asked for support learns members' names, as in the chat, and not who they are.
      author: { id: chat.own ? null : row.authorId, name: row.author },
      at: row.at,
      excerpt: fragmentsOf(row.excerpt),
      files: row.files,
    };
  });
}
