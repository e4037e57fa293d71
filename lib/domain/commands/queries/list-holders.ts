import { z } from "zod";
import { forbidden } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { anyId } from "@/lib/domain/chats/input";
import { mostNames } from "@/lib/domain/chats/limits";
import { findChat } from "@/lib/domain/chats/policy";
import type { NameOffers } from "@/lib/domain/chats/views";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import { rankByName } from "@/lib/domain/people/rank-names";
import { workMadeIn } from "@/lib/domain/tasks/holders";
import { findTask } from "@/lib/domain/tasks/policy";
import { holdersOf } from "../holders";

/**
 * To whom a command in a chat can give work, by what is typed of their names; who takes part in the chat comes first.
 * @throws AppError NOT_FOUND
 */
export const listHolders = query({
  name: "commands.listHolders",
  permission: "task:change",
  input: z.object({
    chatId: anyId,
    q: z.string().max(100).default(""),
    /** Work that is made in the chat, rather than the task that the chat is about. */
    made: z.stringbool().or(z.boolean()).default(false),
  }),
  async read(ctx, { chatId, q, made }): Promise<NameOffers> {
    const { audience, chat } = await findChat(ctx, chatId);
    if (audience !== "members" || ctx.actor.kind !== "member") throw forbidden();
    const task = made || !chat.taskId ? null : await findTask(ctx, chat.taskId);
    const holders = await holdersOf(ctx, task ?? workMadeIn(chat, "task"));
    const [near, others] = [true, false].map((here) => holders.filter(({ takesPart }) => takesPart === here));
    const found = rankByName([...near!, ...others!], q, ({ name }) => [name]);
    const offers = found.slice(0, mostNames).map(({ kind, id, name, avatarKey, takesPart }) => ({
      ...{ kind, id, name },
      avatar: avatarUrl(avatarKey),
      near: takesPart,
    }));
    return { offers, more: found.length > mostNames };
  },
});
