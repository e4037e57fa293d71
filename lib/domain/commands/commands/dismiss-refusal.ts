import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { commandRefusals } from "@/db/schema";
import { command } from "@/lib/core/command";
import { forbidden, notFound } from "@/lib/core/errors";
import { anyId } from "@/lib/domain/chats/input";
import { mostCommands } from "@/lib/hashtags/tags";
import { refusalDismissed } from "../events";

/** Puts a refusal of one's own away, in every tab. @throws AppError NOT_FOUND */
export const dismissRefusal = command({
  name: "commands.dismissRefusal",
  permission: "chat:use",
  input: z.object({ messageId: anyId, index: z.number().int().min(0).max(mostCommands) }),
  async handle(ctx, { messageId, index }): Promise<Record<string, never>> {
    if (ctx.actor.kind !== "member") throw forbidden();
    const { userId } = ctx.actor;
    const own = and(
      eq(commandRefusals.workspaceId, ctx.workspaceId),
      eq(commandRefusals.messageId, messageId),
      eq(commandRefusals.index, index),
      eq(commandRefusals.userId, userId),
    );
    const [row] = await ctx.tx.select({ chatId: commandRefusals.chatId }).from(commandRefusals).where(own);
    if (!row) throw notFound();
    const changed = await ctx.tx
      .update(commandRefusals)
      .set({ dismissedAt: sql`now()` })
      .where(and(own, isNull(commandRefusals.dismissedAt)))
      .returning({ index: commandRefusals.index });
    if (changed.length > 0) ctx.emit(refusalDismissed, messageId, { ...row, messageId, index, userId });
    return {};
  },
});
