import { and, eq, or } from "drizzle-orm";
import { z } from "zod";
import { type chatKinds, chats } from "@/db/schema";
import { query } from "@/lib/core/query";
import { anyId } from "../input";
import { memberChats, ownSupportChats } from "../policy";

export type ChatKind = (typeof chatKinds)[number];

/** Of which kind a chat is; null where the caller sees none. */
export const getChatKind = query({
  name: "chats.getKind",
  permission: "workspace:read",
  pool: "sends",
  input: z.object({ chatId: anyId }),
  async read(ctx, { chatId }): Promise<ChatKind | null> {
    const [row] = await ctx.tx
      .select({ kind: chats.kind })
      .from(chats)
      .where(
        and(
          eq(chats.workspaceId, ctx.workspaceId),
          eq(chats.id, chatId),
          or(memberChats(ctx), ownSupportChats(ctx)),
        ),
      );
    return row?.kind ?? null;
  },
});
