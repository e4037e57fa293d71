import { and, eq, inArray } from "drizzle-orm";
import { taskTags } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { postEvent } from "@/lib/domain/chats/post-entry";
import { aboutTask, updateTask } from "./change-task";
import { taskTagsChanged } from "./events";
import type { Task } from "./policy";
import { mostTagsOfTask, type TagRef } from "./tag-rules";
import { tagsOf } from "./tags";

/**
 * Adds and removes tags of a task. What others tag at the same time stays: neither overwrites the other.
 * @returns what was really added and removed
 * @throws AppError INVALID when it would have too many
 */
export async function changeTags(
  ctx: Context,
  task: Task,
  change: { add: TagRef[]; remove: TagRef[] },
): Promise<{ added: TagRef[]; removed: TagRef[] }> {
  const before = await tagsOf(ctx, task.taskId);
  const removed = before.filter(isIn(change.remove));
  const added = change.add.filter(
    (tag, index, all) => !isIn(before)(tag) && all.findIndex(sameAs(tag)) === index,
  );
  if (added.length === 0 && removed.length === 0) return { added, removed };
  const after = [...before.filter((tag) => !isIn(removed)(tag)), ...added];
  if (added.length > 0 && after.length > mostTagsOfTask) {
    throw invalid("add", "too_many_tags", { limit: mostTagsOfTask });
  }
  const { workspaceId } = ctx;
  if (removed.length > 0) {
    await ctx.tx
      .delete(taskTags)
      .where(
        and(
          eq(taskTags.workspaceId, workspaceId),
          eq(taskTags.taskId, task.taskId),
          inArray(taskTags.tagId, ids(removed)),
        ),
      );
  }
  if (added.length > 0) {
    const rows = added.map(({ id }) => ({ workspaceId, taskId: task.taskId, tagId: id }));
    await ctx.tx.insert(taskTags).values(rows).onConflictDoNothing();
  }
  await updateTask(ctx, task.taskId, {});
  const changeId = ctx.emit(taskTagsChanged, task.taskId, {
    ...aboutTask(task),
    before: before.map(named),
    after: after.map(named),
  });
  const line = { name: "tags_changed" as const, added: names(added), removed: names(removed) };
  await postEvent(ctx, task.chatId, { ...line, changeId });
  return { added, removed };
}

const sameAs = (tag: TagRef) => (other: TagRef) => other.id === tag.id;
const isIn = (list: TagRef[]) => (tag: TagRef) => list.some(sameAs(tag));
const ids = (list: TagRef[]) => list.map(({ id }) => id);
const names = (list: TagRef[]) => list.map(({ name }) => name);
const named = ({ id, name }: TagRef) => ({ id, name });
