import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { participants } from "@/db/schema";
import { command } from "@/lib/core/command";
import { conflict, notFound } from "@/lib/core/errors";
import { anyId } from "../input";
import { participantsOf, requireOwner } from "../participants";
import { lockGroup } from "../policy";
import { postEvent } from "../post-entry";
import { changesPerMinute } from "../rate-limits";

/**
 * An owner makes somebody an owner of a group, or a member again.
 * @throws AppError FORBIDDEN for who is no owner; CONFLICT when nobody would own it
 */
export const changeChatRole = command({
  name: "chats.changeRole",
  permission: "chat:use",
  rateLimit: changesPerMinute,
  input: z.object({ chatId: anyId, userId: anyId, chatRole: z.enum(["owner", "member"]) }),
  async handle(ctx, { chatId, userId, chatRole }): Promise<Record<string, never>> {
    const chat = await lockGroup(ctx, chatId);
    requireOwner(chat);
    const present = await participantsOf(ctx, chatId);
    const person = present.find((one) => one.userId === userId);
    if (!person) throw notFound();
    if (person.chatRole === chatRole) return {};
    const owners = present.filter((one) => one.chatRole === "owner");
    if (chatRole === "member" && owners.length === 1) throw conflict("last_owner");
    await ctx.tx
      .update(participants)
      .set({ chatRole })
      .where(
        and(
          eq(participants.workspaceId, ctx.workspaceId),
          eq(participants.chatId, chatId),
          eq(participants.userId, userId),
        ),
      );
    await postEvent(ctx, chatId, { name: "chat_role_changed", member: person.name, to: chatRole });
    return {};
  },
});
