import { asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { memberships, presence, type Role, users } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { query } from "@/lib/core/query";
import { anyId } from "@/lib/domain/chats/input";
import { findChat } from "@/lib/domain/chats/policy";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import { presenceSeconds } from "@/lib/domain/presence/presence-seconds";
import { canHold, type Held, teamsHolding, workMadeIn } from "../holders";
import { findTask } from "../policy";
import type { TeamRef } from "../views";

export type Assignee = PersonRef & { role: Role; available: boolean; online: boolean };
export type Holders = { members: Assignee[]; teams: TeamRef[] };

/** Who and which teams may hold a ticket, for pickers. */
export const listAssignees = query({
  name: "tasks.listAssignees",
  permission: "ticket:handle",
  input: z.object({}),
  read: (ctx): Promise<Holders> => holders(ctx, { type: "ticket", isPrivate: false }),
});

/**
 * Who and which teams may hold some work that is no ticket: everybody, but what belongs to a private chat only those
 * who take part in it.
 */
export const listWorkHolders = query({
  name: "tasks.listWorkHolders",
  permission: "task:change",
  input: z.object({
    taskId: anyId.optional(),
    /** Where new work is asked for. */
    chatId: anyId.optional(),
  }),
  async read(ctx, { taskId, chatId }): Promise<Holders> {
    if (taskId) return holders(ctx, await findTask(ctx, taskId));
    if (!chatId) return holders(ctx, { type: "task", isPrivate: false });
    return holders(ctx, workMadeIn((await findChat(ctx, chatId)).chat, "task"));
  },
});

async function holders(ctx: Context, held: Held): Promise<Holders> {
  const [members, teamRows] = await Promise.all([
    ctx.tx
      .select({
        id: users.id,
        name: users.name,
        avatarKey: users.avatarKey,
        role: memberships.role,
        available: memberships.available,
        online: sql<boolean>`exists (select from ${presence}
          where ${presence.workspaceId} = ${memberships.workspaceId} and ${presence.userId} = ${memberships.userId}
            and ${presence.seenAt} > now() - make_interval(secs => ${presenceSeconds}))`,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(canHold(ctx, held))
      .orderBy(asc(users.name)),
    teamsHolding(ctx, held),
  ]);
  return {
    members: members.map(({ avatarKey, ...member }) => ({ ...member, avatar: avatarUrl(avatarKey) })),
    teams: teamRows,
  };
}
