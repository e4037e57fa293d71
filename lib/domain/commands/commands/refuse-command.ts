import { z } from "zod";
import { commandRefusals } from "@/db/schema";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/domain/chats/input";
import { mostCommands } from "@/lib/hashtags/tags";
import { commandRefused } from "../events";
import { findPostedCommand, isFirstTime } from "../posted-command";
import type { Refusal } from "../views";

/** Keeps why a command of the caller's own message was not carried out; nobody else is told. */
export const refuseCommand = command({
  name: "commands.refuse",
  permission: "chat:use",
  input: z.object({
    messageId: anyId,
    index: z.number().int().min(0).max(mostCommands),
    refusal: z.custom<Refusal>((value) => typeof value === "object" && value !== null),
  }),
  async handle(ctx, { messageId, index, refusal }): Promise<{ told: boolean }> {
    const posted = await findPostedCommand(ctx, messageId, index);
    if (!posted || !(await isFirstTime(ctx, messageId, index))) return { told: false };
    const { chatId } = posted.chat;
    const { userId } = posted.author;
    await ctx.tx
      .insert(commandRefusals)
      .values({ workspaceId: ctx.workspaceId, messageId, index, chatId, userId, refusal });
    ctx.emit(commandRefused, messageId, { chatId, messageId, index, userId });
    return { told: true };
  },
});
