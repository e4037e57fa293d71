import { and, eq, type SQL, sql } from "drizzle-orm";
import { chats, customers, participants, tasks, users } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { lastPublicAt } from "@/lib/domain/chats/last-public-at";
import { memberChats, ownSupportChats } from "@/lib/domain/chats/policy";
import type { ChatHit } from "./views";

/** Chats with what a line of results shows of them. `extra` columns come on top. */
export function selectChatHits<X extends Record<string, SQL>>(ctx: Context, extra: X) {
  const reader = ctx.actor.kind === "member" ? ctx.actor.userId : null;
  const others = sql<string | null>`(
    select string_agg(other.name, ', ' order by other.name) from ${participants} p join ${users} other on other.id = p.user_id
    where p.workspace_id = ${chats.workspaceId} and p.chat_id = ${chats.id} and p.user_id <> ${reader} and p.left_at is null)`;
  return ctx.tx
    .select({
      id: chats.id,
      kind: chats.kind,
      number: tasks.number,
      taskTitle: tasks.title,
      chatTitle: chats.title,
      others: sql<string | null>`case when ${chats.kind} <> 'support' then ${others} end`,
      customer: customers.name,
      asMember: sql<boolean>`(${memberChats(ctx)})`,
      lastAt: lastAt(ctx),
      ...extra,
    })
    .from(chats)
    .leftJoin(tasks, and(eq(tasks.workspaceId, chats.workspaceId), eq(tasks.chatId, chats.id)))
    .leftJoin(
      customers,
      and(eq(customers.workspaceId, tasks.workspaceId), eq(customers.id, tasks.customerId)),
    )
    .$dynamic();
}

/** When a chat last moved for the caller. */
export const lastAt = (ctx: Context) =>
  sql<Date | null>`case when ${ownSupportChats(ctx)} then
    case when ${memberChats(ctx)} then ${chats.lastMessageAt} else ${lastPublicAt} end
    else ${chats.lastMessageAt} end`.mapWith(chats.lastMessageAt);

export type ChatHitRow = Omit<ChatHit, "title" | "own" | "lastAt"> & {
  taskTitle: string | null;
  chatTitle: string | null;
  others: string | null;
  asMember: boolean;
  lastAt: Date | null;
};

export function toChatHit(row: ChatHitRow): ChatHit {
  const own = row.kind === "support" && !row.asMember;
  return {
    id: row.id,
    kind: row.kind,
    number: row.number,
    title: row.kind === "support" ? row.taskTitle : (row.chatTitle ?? row.taskTitle ?? row.others),
    customer: own ? null : row.customer,
    own,
    lastAt: row.lastAt?.toISOString() ?? null,
  };
}
