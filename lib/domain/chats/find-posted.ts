import { and, eq } from "drizzle-orm";
import { messages } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";

export type Posted = { messageId: string; chatId: string; isNew: boolean };

/**
 * The message that was stored under this id before: a resend after a lost answer gets the first result.
 * @throws AppError CONFLICT when the id belongs to somebody else's message
 */
export async function findPosted(ctx: Context, id: string): Promise<Posted | null> {
  const [row] = await ctx.tx
    .select({ chatId: messages.chatId, userId: messages.authorUserId, customerId: messages.authorCustomerId })
    .from(messages)
    .where(and(eq(messages.workspaceId, ctx.workspaceId), eq(messages.id, id)));
  if (!row) return null;
  const { actor } = ctx;
  const own =
    (actor.kind === "member" && row.userId === actor.userId) ||
    (actor.kind === "customer" && row.customerId === actor.customerId);
  if (!own) throw conflict("id_in_use");
  return { messageId: id, chatId: row.chatId, isNew: false };
}
