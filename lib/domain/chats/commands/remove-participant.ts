import { z } from "zod";
import { command } from "@/lib/core/command";
import { conflict, notFound } from "@/lib/core/errors";
import { anyId } from "../input";
import { endParticipation, participantsOf, requireOwner } from "../participants";
import { lockGroup } from "../policy";
import { postEvent } from "../post-entry";
import { changesPerMinute } from "../rate-limits";

/**
 * An owner takes somebody else out of a group: it is gone from their screens at once.
 * @throws AppError FORBIDDEN for who is no owner; NOT_FOUND for who does not take part
 */
export const removeParticipant = command({
  name: "chats.removeParticipant",
  permission: "chat:use",
  rateLimit: changesPerMinute,
  input: z.object({ chatId: anyId, userId: anyId }),
  async handle(ctx, { chatId, userId }): Promise<Record<string, never>> {
    const chat = await lockGroup(ctx, chatId);
    requireOwner(chat);
    const person = (await participantsOf(ctx, chatId)).find((one) => one.userId === userId);
    if (!person) throw notFound();
    if (ctx.actor.kind === "member" && userId === ctx.actor.userId) throw conflict("leave_instead");
    await endParticipation(ctx, chatId, userId);
    await postEvent(ctx, chatId, { name: "participant_removed", member: person.name });
    return {};
  },
});
