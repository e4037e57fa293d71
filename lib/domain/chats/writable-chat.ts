import type { Context } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";
import type { ToldTo } from "@/lib/storage/file-address";
import { isLeftAlone } from "./participants";
import { type ChatAccess, findChat } from "./policy";

/** A chat that the caller may write in. @throws AppError NOT_FOUND, CONFLICT where nobody is left to read it */
export async function findWritableChat(ctx: Context, chatId: string): Promise<ChatAccess> {
  const [access, alone] = await Promise.all([findChat(ctx, chatId), isLeftAlone(ctx, chatId)]);
  if (alone) throw conflict("chat_read_only");
  return access;
}

/** Whom the addresses of files in it are told. */
export const toldToOf = ({ audience }: ChatAccess): ToldTo =>
  audience === "members" ? "members" : "requester";
