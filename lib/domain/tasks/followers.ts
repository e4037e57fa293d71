import { and, asc, eq, inArray, isNull, ne, or, sql } from "drizzle-orm";
import { memberships, taskFollowers, users } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { notifyAll } from "@/lib/domain/notifications/notify";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import { canHold } from "./holders";
import type { Task } from "./policy";

/** Followers that are still members; who followed first comes first. */
const present = (ctx: Context, taskId: string) =>
  and(
    eq(taskFollowers.workspaceId, ctx.workspaceId),
    eq(taskFollowers.taskId, taskId),
    isNull(memberships.removedAt),
  );
const ofMember = and(
  eq(memberships.workspaceId, taskFollowers.workspaceId),
  eq(memberships.userId, taskFollowers.userId),
);

export async function followersOf(ctx: Context, taskId: string): Promise<PersonRef[]> {
  const rows = await ctx.tx
    .select({ id: users.id, name: users.name, avatarKey: users.avatarKey })
    .from(taskFollowers)
    .innerJoin(memberships, ofMember)
    .innerJoin(users, eq(users.id, taskFollowers.userId))
    .where(present(ctx, taskId))
    .orderBy(asc(taskFollowers.createdAt), asc(users.name));
  return rows.map(({ id, name, avatarKey }) => ({ id, name, avatar: avatarUrl(avatarKey) }));
}

/**
 * Those who are to follow a task: whoever could hold it, since following shows it.
 * @throws AppError INVALID for somebody who can't
 */
export async function requireFollowers(ctx: Context, task: Task, userIds: string[]): Promise<PersonRef[]> {
  if (userIds.length === 0) return [];
  const rows = await ctx.tx
    .select({ id: users.id, name: users.name, avatarKey: users.avatarKey })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(canHold(ctx, task), inArray(memberships.userId, userIds)))
    // Somebody who is being removed either follows nothing or is refused here.
    .for("share", { of: memberships });
  if (rows.length < userIds.length) throw invalid("add", "unknown_follower");
  return rows.map(({ id, name, avatarKey }) => ({ id, name, avatar: avatarUrl(avatarKey) }));
}

type Followed = { taskId: string; chatId: string; isPrivate: boolean };

/**
 * Tells followers that a task has another status: but not who changed it, nor who hears of it anyway, has muted the
 * chat, or no longer takes part in a private one.
 */
export async function tellFollowers(
  ctx: Context,
  { taskId, chatId, isPrivate }: Followed,
  but: string | null = null,
): Promise<void> {
  const { actor } = ctx;
  const by = actor.kind === "member" ? actor : null;
  const isMuted = sql`exists (select from chat_settings s where s.workspace_id = ${taskFollowers.workspaceId}
    and s.chat_id = ${chatId} and s.user_id = ${taskFollowers.userId} and s.muted_at is not null)`;
  const takesPart = sql`exists (select from participants p where p.workspace_id = ${taskFollowers.workspaceId}
    and p.chat_id = ${chatId} and p.user_id = ${taskFollowers.userId} and p.left_at is null)`;
  const rows = await ctx.tx
    .select({ userId: taskFollowers.userId })
    .from(taskFollowers)
    .innerJoin(memberships, ofMember)
    .where(
      and(
        present(ctx, taskId),
        by ? ne(taskFollowers.userId, by.userId) : undefined,
        but ? ne(taskFollowers.userId, but) : undefined,
        sql`not ${isMuted}`,
        or(sql`not ${isPrivate}::boolean`, takesPart),
      ),
    );
  if (rows.length === 0) return;
  const name = actor.kind === "member" || actor.kind === "customer" ? actor.name : null;
  const userIds = rows.map(({ userId }) => userId);
  await notifyAll(ctx, userIds, { kind: "followed_status", taskId, chatId, by: name });
}
