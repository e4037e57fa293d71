import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import { type chatKinds, chats, participants, tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { ownSupportChats, visibleTickets } from "@/lib/domain/tasks/policy";

export type ChatKind = (typeof chatKinds)[number];

/** Support chats whose ticket the caller handles: all of it, notes too. */
export const handledChats = (ctx: Context): SQL =>
  sql`exists (select from ${tasks} where ${and(
    visibleTickets(ctx),
    eq(tasks.workspaceId, chats.workspaceId),
    eq(tasks.chatId, chats.id),
  )})`;

/** Direct and group chats in which the caller is. */
export function joinedChats(ctx: Context): SQL {
  if (ctx.actor.kind !== "member") return sql`false`;
  return sql`(${chats.kind} <> 'support' and exists (select from ${participants} where ${and(
    eq(participants.workspaceId, chats.workspaceId),
    eq(participants.chatId, chats.id),
    eq(participants.userId, ctx.actor.userId),
    isNull(participants.leftAt),
  )}))`;
}

/** Every chat of which the caller may read anything: where they are neither in it nor handle it, its public part. */
export const readableChats = (ctx: Context): SQL =>
  and(eq(chats.workspaceId, ctx.workspaceId), or(handledChats(ctx), joinedChats(ctx), ownSupportChats(ctx)))!;
