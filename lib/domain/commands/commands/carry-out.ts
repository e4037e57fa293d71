import { z } from "zod";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/domain/chats/input";
import { mostCommands } from "@/lib/hashtags/tags";
import { perform } from "../perform";
import { findPostedCommand, isFirstTime } from "../posted-command";
import { refuse } from "../refused";

/**
 * Carries out one command of the caller's own message, once.
 * @throws AppError NOT_FOUND; with the reason that its author is told, see `refuse`
 */
export const carryOutCommand = command({
  name: "commands.carryOut",
  permission: "chat:use",
  input: z.object({ messageId: anyId, index: z.number().int().min(0).max(mostCommands) }),
  async handle(ctx, { messageId, index }): Promise<{ done: boolean }> {
    const posted = await findPostedCommand(ctx, messageId, index);
    if (!posted || !(await isFirstTime(ctx, messageId, index))) return { done: false };
    if (index >= mostCommands) refuse(posted.command, "too_many", { values: [String(mostCommands)] });
    await perform(ctx, posted);
    return { done: true };
  },
});
