import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { taskFollowers, tasks } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { forbidden, invalid } from "@/lib/core/errors";
import { endChatAccess } from "@/lib/domain/chats/end-chat-access";
import { taskFollowersChanged } from "@/lib/domain/chats/events";
import { anyId } from "@/lib/domain/chats/input";
import { postEvent } from "@/lib/domain/chats/post-entry";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { notifyAll } from "@/lib/domain/notifications/notify";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import { updateTask } from "../change-task";
import { followersOf, requireFollowers } from "../followers";
import { findTask, lockTask, type Task } from "../policy";

const mostFollowers = 50;
const some = z
  .array(anyId.transform((id) => id.toLowerCase()))
  .max(mostFollowers)
  .default([]);

export type FollowersChanged = {
  followers: PersonRef[];
  undo: { taskId: string; add: string[]; remove: string[] } | null;
};

/**
 * Lets members follow a task, or not any longer: oneself whoever sees it, others who may change it. A follower sees the
 * task and hears of its status; who saw it for no other reason loses sight of it.
 * @throws AppError NOT_FOUND; FORBIDDEN; INVALID for somebody who can't follow it
 */
export const changeFollowers = command({
  name: "tasks.changeFollowers",
  permission: "task:follow",
  rateLimit: taskChangesPerMinute,
  input: z.object({ taskId: anyId, add: some, remove: some }),
  async handle(ctx, { taskId, ...given }): Promise<FollowersChanged> {
    const { actor } = ctx;
    if (actor.kind !== "member") throw forbidden();
    const isSelf = (userId: string) => userId === actor.userId;
    const isOwn = [...given.add, ...given.remove].every(isSelf);
    const task = await (isOwn ? findTask(ctx, taskId, { lock: true }) : lockTask(ctx, taskId));
    const before = await followersOf(ctx, taskId);
    const follows = (userId: string) => before.some(({ id }) => id === userId);
    const wanted = await requireFollowers(ctx, task, [...new Set(given.add)]);
    const added = wanted.filter(({ id }) => !follows(id));
    const removed = before.filter(({ id }) => given.remove.includes(id));
    if (before.length + added.length > mostFollowers) {
      throw invalid("add", "too_many_followers", { limit: mostFollowers });
    }
    if (added.length + removed.length === 0) return { followers: before, undo: null };
    await store(ctx, task, added, removed);
    const change = { added: ids(added), removed: ids(removed) };
    const changeId = ctx.emit(taskFollowersChanged, taskId, { taskId, chatId: task.chatId, ...change });
    const stillSeen = await sees(ctx, taskId);
    const othersRemoved = removed.some(({ id }) => !isSelf(id));
    if (othersRemoved || !stillSeen) await endChatAccess(ctx, task.chatId);
    if (!isOwn) {
      const line = { name: "followers_changed" as const, added: names(added), removed: names(removed) };
      await postEvent(ctx, task.chatId, { ...line, changeId });
    }
    const told = change.added.filter((id) => !isSelf(id));
    const notice = { kind: "follower_added" as const, taskId, chatId: task.chatId, by: actor.name };
    if (told.length > 0) await notifyAll(ctx, told, notice);
    const undo = { taskId, add: change.removed, remove: change.added };
    return stillSeen ? { followers: await followersOf(ctx, taskId), undo } : { followers: [], undo: null };
  },
});

async function store(ctx: Context, task: Task, added: PersonRef[], removed: PersonRef[]): Promise<void> {
  const { workspaceId } = ctx;
  const { taskId } = task;
  const here = and(eq(taskFollowers.workspaceId, workspaceId), eq(taskFollowers.taskId, taskId));
  if (removed.length > 0) {
    await ctx.tx.delete(taskFollowers).where(and(here, inArray(taskFollowers.userId, ids(removed))));
  }
  if (added.length > 0) {
    const rows = added.map(({ id }) => ({ workspaceId, taskId, userId: id }));
    await ctx.tx.insert(taskFollowers).values(rows).onConflictDoNothing();
  }
  // Lists learn by the version who sees it no longer; to follow is nothing that happened to the task.
  await updateTask(ctx, taskId, { lastActivityAt: sql`${tasks.lastActivityAt}` });
}

const sees = (ctx: Context, taskId: string): Promise<boolean> =>
  findTask(ctx, taskId).then(
    () => true,
    () => false,
  );

const ids = (people: PersonRef[]) => people.map(({ id }) => id);
const names = (people: PersonRef[]) => people.map(({ name }) => name);
