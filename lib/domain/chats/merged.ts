import { type SQL, sql } from "drizzle-orm";
import { chats, tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";

/**
 * Of rows of `tasks` and `chats`: the ticket that a support chat is about now. That is the chat's own one, or the one
 * that was merged into.
 */
export const isTicketOfChat: SQL = sql`(${tasks.workspaceId} = ${chats.workspaceId} and ${tasks.id} = (
  select coalesce(own.merged_into_task_id, own.id) from tasks own
  where own.workspace_id = ${chats.workspaceId} and own.chat_id = ${chats.id} and own.type = 'ticket'))`;

/** Of rows of `chats`: the chat's own ticket was merged into one of these. */
export const mergedIntoOne = (which: SQL): SQL => sql`exists (select from tasks own
  join ${tasks} on ${tasks.workspaceId} = own.workspace_id and ${tasks.id} = own.merged_into_task_id
  where own.workspace_id = ${chats.workspaceId} and own.chat_id = ${chats.id} and ${which})`;

/** The chats that a ticket's thread shows besides its own, by the ticket's chat: of those merged into it. */
export async function mergedChats(ctx: Context, chatId: string): Promise<string[]> {
  const rows = await ctx.tx.execute<{ chat_id: string }>(sql`
    select source.chat_id from tasks ticket join tasks source
      on source.workspace_id = ticket.workspace_id and source.merged_into_task_id = ticket.id
    where ticket.workspace_id = ${ctx.workspaceId} and ticket.chat_id = ${chatId}
    order by source.chat_id`);
  return rows.map(({ chat_id }) => chat_id);
}

/** The conversation goes on in another one of the same requester; nobody is led to somebody else's. */
export const continuedIn = sql<{ chatId: string; title: string } | null>`(
  select json_build_object('chatId', held.id, 'title', ${tasks.title}) from chats held
  where held.workspace_id = ${chats.workspaceId} and held.id = ${tasks.chatId} and held.id <> ${chats.id}
    and (held.customer_id = ${chats.customerId} or held.requester_user_id = ${chats.requesterUserId}))`;
