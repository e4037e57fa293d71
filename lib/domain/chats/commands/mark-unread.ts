import { z } from "zod";
import { command } from "@/lib/core/command";
import { forbidden } from "@/lib/core/errors";
import { largestPosition } from "@/lib/core/input";
import { arrange } from "../arrangement";
import { anyId } from "../input";
import { findChat } from "../policy";
import { changesPerMinute } from "../rate-limits";

/**
 * A chat counts as unread from an entry on, for this member alone, until they read it again. Others still see how far
 * they had read.
 */
export const markChatUnread = command({
  name: "chats.markUnread",
  permission: "chat:use",
  rateLimit: changesPerMinute,
  input: z.object({ chatId: anyId, fromSeq: z.number().int().min(1).max(largestPosition) }),
  async handle(ctx, { chatId, fromSeq }): Promise<Record<string, never>> {
    const { audience, chat } = await findChat(ctx, chatId);
    if (audience !== "members" || ctx.actor.kind !== "member") throw forbidden();
    const unreadFromSeq = Math.min(fromSeq, Math.max(chat.seq, 1));
    await arrange(ctx, chatId, ctx.actor.userId, { unreadFromSeq });
    return {};
  },
});
