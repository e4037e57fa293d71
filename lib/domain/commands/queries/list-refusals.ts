import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { commandRefusals } from "@/db/schema";
import { forbidden } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { anyId } from "@/lib/domain/chats/input";
import { findChat } from "@/lib/domain/chats/policy";
import type { CommandRefusal, Refusal } from "../views";

const most = 100;

/** The caller's own commands in a chat that were refused and not put away. @throws AppError NOT_FOUND */
export const listRefusals = query({
  name: "commands.listRefusals",
  permission: "chat:use",
  input: z.object({ chatId: anyId }),
  async read(ctx, { chatId }): Promise<{ refusals: CommandRefusal[] }> {
    if (ctx.actor.kind !== "member") throw forbidden();
    await findChat(ctx, chatId);
    const refusals = await ctx.tx
      .select({
        chatId: commandRefusals.chatId,
        messageId: commandRefusals.messageId,
        index: commandRefusals.index,
        refusal: sql<Refusal>`${commandRefusals.refusal}`,
      })
      .from(commandRefusals)
      .where(
        and(
          eq(commandRefusals.workspaceId, ctx.workspaceId),
          eq(commandRefusals.chatId, chatId),
          eq(commandRefusals.userId, ctx.actor.userId),
          isNull(commandRefusals.dismissedAt),
        ),
      )
      .orderBy(asc(commandRefusals.messageId), asc(commandRefusals.index))
      .limit(most);
    return { refusals };
  },
});
