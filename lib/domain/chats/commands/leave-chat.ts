import { z } from "zod";
import { command } from "@/lib/core/command";
import { forbidden, notFound } from "@/lib/core/errors";
import { anyId } from "../input";
import { leaveGroup } from "../participants";
import { lockGroup } from "../policy";
import { changesPerMinute } from "../rate-limits";

/** Leaves a group. When its last owner leaves, whoever has been there longest owns it. */
export const leaveChat = command({
  name: "chats.leave",
  permission: "chat:use",
  rateLimit: changesPerMinute,
  input: z.object({ chatId: anyId }),
  async handle(ctx, { chatId }): Promise<Record<string, never>> {
    if (ctx.actor.kind !== "member") throw forbidden();
    const chat = await lockGroup(ctx, chatId);
    if (chat.chatRole === null) throw notFound();
    await leaveGroup(ctx, chatId, ctx.actor.userId);
    return {};
  },
});
