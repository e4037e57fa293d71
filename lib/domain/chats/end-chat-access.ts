import { and, eq, sql } from "drizzle-orm";
import { chats } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { chatAccessEnded } from "./events";
import { mergedChats } from "./merged";

/**
 * Makes the names fall silent under which members hear of a chat. Call it in the transaction in which somebody may
 * lose sight of the chat: handed on, removed, left. Browsers of those who remain are told to ask for the chat's state,
 * which holds the new epoch, and whoever may no longer read the chat gets no state.
 */
export async function endChatAccess(ctx: Context, chatId: string): Promise<void> {
  // Who sees a ticket sees those merged into it.
  for (const id of [chatId, ...(await mergedChats(ctx, chatId))].sort()) {
    await ctx.tx
      .update(chats)
      .set({ membersEpoch: sql`${chats.membersEpoch} + 1` })
      .where(and(eq(chats.workspaceId, ctx.workspaceId), eq(chats.id, id)));
    ctx.emit(chatAccessEnded, id, { chatId: id });
  }
}
