import { z } from "zod";
import { forbidden } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { readDraft } from "../drafts";
import { anyId } from "../input";
import { findChat } from "../policy";
import type { Draft } from "../views";

/** What the caller has begun to write in a chat. @throws AppError NOT_FOUND */
export const getDraft = query({
  name: "chats.getDraft",
  permission: "chat:use",
  input: z.object({ chatId: anyId }),
  async read(ctx, { chatId }): Promise<{ draft: Draft | null }> {
    const { audience } = await findChat(ctx, chatId);
    if (audience !== "members" || ctx.actor.kind !== "member") throw forbidden();
    return { draft: await readDraft(ctx, { chatId, userId: ctx.actor.userId }) };
  },
});
