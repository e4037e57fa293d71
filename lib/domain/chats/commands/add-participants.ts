import { z } from "zod";
import { command } from "@/lib/core/command";
import { conflict } from "@/lib/core/errors";
import { anyId, people } from "../input";
import { mostParticipants } from "../limits";
import { addParticipants, inLine, participantsOf, requireMembers } from "../participants";
import { lockGroup } from "../policy";
import { postEvent } from "../post-entry";
import { changesPerMinute } from "../rate-limits";

/**
 * Adds members to a group; they see what was said before, too. Whoever takes part may add.
 * @throws AppError INVALID naming `userIds`; CONFLICT when the group would be too large
 */
export const addToGroup = command({
  name: "chats.addParticipants",
  permission: "chat:use",
  rateLimit: changesPerMinute,
  input: z.object({ chatId: anyId, userIds: people }),
  async handle(ctx, { chatId, userIds }): Promise<{ added: number }> {
    await lockGroup(ctx, chatId);
    const present = await participantsOf(ctx, chatId);
    const members = await requireMembers(ctx, userIds);
    const added = members.filter(({ id }) => !present.some(({ userId }) => userId === id));
    if (added.length === 0) return { added: 0 };
    if (present.length + added.length > mostParticipants)
      throw conflict("chat_full", { most: mostParticipants });
    // Somebody has to own a group that everybody had left.
    const owned = present.some(({ chatRole }) => chatRole === "owner");
    await addParticipants(
      ctx,
      chatId,
      added.map(({ id }, n) => ({ userId: id, chatRole: !owned && n === 0 ? "owner" : "member" })),
    );
    await postEvent(ctx, chatId, { name: "participants_added", ...inLine(added) });
    return { added: added.length };
  },
});
