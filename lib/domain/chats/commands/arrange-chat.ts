import { z } from "zod";
import { command } from "@/lib/core/command";
import { conflict, forbidden } from "@/lib/core/errors";
import { arrange } from "../arrangement";
import { anyId } from "../input";
import { findChat } from "../policy";
import { changesPerMinute } from "../rate-limits";

/**
 * How a member keeps a chat: pinned at the top of their list, muted, or out of it until somebody says something. What is
 * left out stays as it is. @throws AppError NOT_FOUND; CONFLICT for archiving a support chat, which follows its ticket
 */
export const arrangeChat = command({
  name: "chats.arrange",
  permission: "chat:use",
  rateLimit: changesPerMinute,
  input: z.object({
    chatId: anyId,
    pinned: z.boolean().optional(),
    muted: z.boolean().optional(),
    archived: z.boolean().optional(),
  }),
  async handle(ctx, { chatId, pinned, muted, archived }): Promise<Record<string, never>> {
    const { audience, chat } = await findChat(ctx, chatId);
    if (audience !== "members" || ctx.actor.kind !== "member") throw forbidden();
    if (archived !== undefined && chat.kind === "support") throw conflict("archived_by_ticket");
    const since = (wanted: boolean | undefined) =>
      wanted === undefined ? undefined : wanted ? new Date() : null;
    await arrange(ctx, chatId, ctx.actor.userId, {
      pinnedAt: since(pinned),
      mutedAt: since(muted),
      archivedSeq: archived === undefined ? undefined : archived ? chat.seq : null,
    });
    return {};
  },
});
