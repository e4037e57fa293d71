import { and, eq } from "drizzle-orm";
import { taskLinks } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { postEvent } from "@/lib/domain/chats/post-entry";
import { aboutTask, updateTask } from "./change-task";
import { tasksLinked, tasksUnlinked } from "./events";
import type { Task } from "./policy";
import type { LinkKind } from "./views";

/**
 * Links two tasks and says so in their chats; what is linked already stays.
 * @param options `saidIn`: in both chats, or only in that of the other task
 */
export async function link(
  ctx: Context,
  from: Task,
  to: Task,
  kind: LinkKind,
  options: { saidIn: "both" | "other" } = { saidIn: "both" },
): Promise<void> {
  const made = await ctx.tx
    .insert(taskLinks)
    .values({
      workspaceId: ctx.workspaceId,
      id: newId(),
      fromTaskId: from.taskId,
      toTaskId: to.taskId,
      kind,
      createdBy: ctx.actor.kind === "member" ? ctx.actor.userId : null,
    })
    .onConflictDoNothing()
    .returning({ id: taskLinks.id });
  if (made.length > 0) await record(ctx, "linked", from, to, kind, options.saidIn === "both");
}

/** Takes a link away; where there is none nothing happens. */
export async function unlink(ctx: Context, from: Task, to: Task, kind: LinkKind): Promise<void> {
  const gone = await ctx.tx
    .delete(taskLinks)
    .where(
      and(
        eq(taskLinks.workspaceId, ctx.workspaceId),
        eq(taskLinks.fromTaskId, from.taskId),
        eq(taskLinks.toTaskId, to.taskId),
        eq(taskLinks.kind, kind),
      ),
    )
    .returning({ id: taskLinks.id });
  if (gone.length > 0) await record(ctx, "unlinked", from, to, kind, true);
}

async function record(
  ctx: Context,
  name: "linked" | "unlinked",
  from: Task,
  to: Task,
  kind: LinkKind,
  inBoth: boolean,
): Promise<void> {
  const fact = name === "linked" ? tasksLinked : tasksUnlinked;
  const other = { otherTaskId: to.taskId, otherChatId: to.chatId, kind };
  const changeId = ctx.emit(fact, from.taskId, { ...aboutTask(from), ...other });
  await updateTask(ctx, from.taskId, {});
  await updateTask(ctx, to.taskId, {});
  const named = ({ type, number }: Task) => ({ type, number });
  if (inBoth) await postEvent(ctx, from.chatId, { name, kind, inverse: false, other: named(to), changeId });
  await postEvent(ctx, to.chatId, { name, kind, inverse: true, other: named(from), changeId });
}
