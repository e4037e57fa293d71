import { and, eq, gt, isNotNull, sql } from "drizzle-orm";
import { z } from "zod";
import { messages } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { forbidden } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import { rankByName } from "@/lib/domain/people/rank-names";
import { anyId } from "../input";
import { mostNames } from "../limits";
import { membersNameable, teamsNameable } from "../mentions";
import { type Chat, findChat } from "../policy";
import type { NameOffers } from "../views";

/** Who has said something among so many entries is in the conversation. */
const recentEntries = 200;

/**
 * Whom a message of a chat may name, by what is typed of their names: who spoke there last comes first, then who takes
 * part, then the others; teams after people. Oneself is not offered.
 * @throws AppError NOT_FOUND
 */
export const listNameable = query({
  name: "chats.listNameable",
  permission: "chat:use",
  input: z.object({ chatId: anyId, q: z.string().max(100).default("") }),
  async read(ctx, { chatId, q }): Promise<NameOffers> {
    const { audience, chat } = await findChat(ctx, chatId);
    if (audience !== "members" || ctx.actor.kind !== "member") throw forbidden();
    const [members, teams, spoke] = await Promise.all([
      membersNameable(ctx, chat),
      teamsNameable(ctx, chat),
      lastWordsIn(ctx, chat),
    ]);
    const { userId } = ctx.actor;
    members.delete(userId);
    const people = [...members]
      .filter(([, { reached }]) => reached.length > 0)
      .map(([id, { name, avatarKey, takesPart }]) => ({
        ...{ kind: "member" as const, id, name, avatar: avatarUrl(avatarKey) },
        near: takesPart || spoke.has(id),
      }))
      .sort(
        (a, b) =>
          (spoke.get(b.id) ?? 0) - (spoke.get(a.id) ?? 0) ||
          Number(b.near) - Number(a.near) ||
          a.name.localeCompare(b.name),
      );
    const groups = [...teams]
      .filter(([, { reached }]) => reached.some((id) => id !== userId))
      .map(([id, { name }]) => ({ kind: "team" as const, id, name, avatar: null, near: false }))
      .sort((a, b) => a.name.localeCompare(b.name));
    const found = rankByName([...people, ...groups], q, ({ name }) => [name]);
    return { offers: found.slice(0, mostNames), more: found.length > mostNames };
  },
});

/** When members last spoke in a chat, by the number of what they said. */
async function lastWordsIn(ctx: Context, { chatId, seq }: Chat): Promise<Map<string, number>> {
  const rows = await ctx.tx
    .select({ userId: messages.authorUserId, seq: sql<number>`max(${messages.seq})::int` })
    .from(messages)
    .where(
      and(
        eq(messages.workspaceId, ctx.workspaceId),
        eq(messages.chatId, chatId),
        gt(messages.seq, seq - recentEntries),
        isNotNull(messages.authorUserId),
      ),
    )
    .groupBy(messages.authorUserId);
  return new Map(rows.map(({ userId, seq }) => [userId!, seq]));
}
