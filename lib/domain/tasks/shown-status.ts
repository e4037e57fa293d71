import { sql } from "drizzle-orm";
import type { Context } from "@/lib/core/context";
import { touchState } from "@/lib/domain/chats/read-positions";
import { chatStatusShown } from "./events";
import { publicStatus } from "./ticket-status";
import type { TicketStatus } from "./views";

/**
 * Tells those who asked in the other chats of a ticket (its own, and those of tickets merged into it) that it has
 * another status, where they see a difference.
 * @param chatId where it is told already
 */
export async function showStatusElsewhere(
  ctx: Context,
  { taskId, chatId }: { taskId: string; chatId: string },
  from: TicketStatus,
  to: TicketStatus,
): Promise<void> {
  if (publicStatus(from) === publicStatus(to)) return;
  const rows = await ctx.tx.execute<{ chat_id: string }>(sql`
    select chat_id from tasks where workspace_id = ${ctx.workspaceId} and id = ${taskId} and chat_id <> ${chatId}
    union all
    select chat_id from tasks where workspace_id = ${ctx.workspaceId} and merged_into_task_id = ${taskId}
      and chat_id <> ${chatId}
    order by chat_id`);
  for (const { chat_id } of rows) await showToRequester(ctx, chat_id);
}

/** Tells whoever asked in a chat that its state is another one. */
export async function showToRequester(ctx: Context, chatId: string): Promise<void> {
  await touchState(ctx, chatId, { customers: true });
  ctx.emit(chatStatusShown, chatId, { chatId });
}
