import type { Context } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";
import { isLeftAlone } from "./participants";
import { type Chat, findChat } from "./policy";

/** A chat that the caller may write in. @throws AppError NOT_FOUND, CONFLICT where nobody is left to read it */
export async function findWritableChat(ctx: Context, chatId: string): Promise<Chat> {
  const [{ chat }, alone] = await Promise.all([findChat(ctx, chatId), isLeftAlone(ctx, chatId)]);
  if (alone) throw conflict("chat_read_only");
  return chat;
}
