import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { chats } from "@/db/schema";
import { command } from "@/lib/core/command";
import { anyId, chatTitle } from "../input";
import { lockGroup } from "../policy";
import { postEvent } from "../post-entry";
import { changesPerMinute } from "../rate-limits";

/** Gives a group a name, or takes it away, so that it is called by its people. */
export const renameChat = command({
  name: "chats.rename",
  permission: "chat:use",
  rateLimit: changesPerMinute,
  input: z.object({ chatId: anyId, title: chatTitle.nullable() }),
  async handle(ctx, { chatId, title }): Promise<Record<string, never>> {
    const chat = await lockGroup(ctx, chatId);
    if (chat.title === title) return {};
    await ctx.tx
      .update(chats)
      .set({ title, updatedAt: sql`now()` })
      .where(and(eq(chats.workspaceId, ctx.workspaceId), eq(chats.id, chatId)));
    await postEvent(ctx, chatId, { name: "chat_renamed", to: title });
    return {};
  },
});
