import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { chats, memberships, participants, users } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";

/** Whether a direct chat's other one is no longer in the workspace: what was said can be read, nothing be added. */
export async function isLeftAlone(ctx: Context, chatId: string): Promise<boolean> {
  const [row] = await ctx.tx
    .select({ gone: sql<boolean>`bool_or(${memberships.removedAt} is not null)` })
    .from(chats)
    .innerJoin(
      participants,
      and(eq(participants.workspaceId, chats.workspaceId), eq(participants.chatId, chats.id)),
    )
    .innerJoin(
      memberships,
      and(eq(memberships.workspaceId, participants.workspaceId), eq(memberships.userId, participants.userId)),
    )
    .where(and(eq(chats.workspaceId, ctx.workspaceId), eq(chats.id, chatId), eq(chats.kind, "direct")));
  return row?.gone ?? false;
}

/** Who of them is a member of this workspace, in the order given. */
export async function findMembers(ctx: Context, userIds: string[]): Promise<{ id: string; name: string }[]> {
  if (userIds.length === 0) return [];
  const rows = await ctx.tx
    .select({ id: users.id, name: users.name })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.workspaceId, ctx.workspaceId),
        isNull(memberships.removedAt),
        inArray(memberships.userId, userIds),
      ),
    );
  return rows.sort((a, b) => userIds.indexOf(a.id) - userIds.indexOf(b.id));
}

/** All of them as members of this workspace. @throws AppError INVALID naming `userIds` when one of them is none */
export async function requireMembers(
  ctx: Context,
  userIds: string[],
): Promise<{ id: string; name: string }[]> {
  const wanted = [...new Set(userIds)];
  const found = await findMembers(ctx, wanted);
  if (found.length !== wanted.length) throw invalid("userIds", "unknown_member");
  return found;
}

/** Makes members take part from now on; who left before comes back. */
export async function addParticipants(
  ctx: Context,
  chatId: string,
  people: { userId: string; chatRole: "owner" | "member" }[],
): Promise<void> {
  await ctx.tx
    .insert(participants)
    .values(people.map((person) => ({ workspaceId: ctx.workspaceId, id: newId(), chatId, ...person })))
    .onConflictDoUpdate({
      target: [participants.workspaceId, participants.chatId, participants.userId],
      targetWhere: sql`${participants.userId} is not null`,
      set: { leftAt: null, chatRole: sql`excluded.chat_role`, joinedAt: sql`now()` },
      setWhere: sql`${participants.leftAt} is not null`,
    });
}
