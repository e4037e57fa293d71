import { and, eq } from "drizzle-orm";
import { messages, tasks } from "@/db/schema";
import { within } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { idFrom } from "@/lib/core/ids";
import { entryAdded } from "@/lib/domain/chats/events";
import { visibleTasks } from "@/lib/domain/chats/policy";
import { postEvent } from "@/lib/domain/chats/post-entry";
import type { EventLine } from "@/lib/domain/chats/views";
import { assignTask } from "@/lib/domain/tasks/commands/assign-task";
import { changeTaskStatus } from "@/lib/domain/tasks/commands/change-task-status";
import { createTask } from "@/lib/domain/tasks/commands/create-task";
import { mergeTickets } from "@/lib/domain/tasks/commands/merge-tickets";
import { setDueDate } from "@/lib/domain/tasks/commands/set-due-date";
import { setSeverity } from "@/lib/domain/tasks/commands/set-severity";
import { setTaskPriority } from "@/lib/domain/tasks/commands/set-task-priority";
import { snoozeTicket } from "@/lib/domain/tasks/commands/snooze-ticket";
import { tagTask } from "@/lib/domain/tasks/commands/tag-task";
import { workMadeIn } from "@/lib/domain/tasks/holders";
import { findTask, type Task } from "@/lib/domain/tasks/policy";
import { listTags } from "@/lib/domain/tasks/queries/list-tags";
import { tagKey } from "@/lib/domain/tasks/tag-rules";
import { whenClosed, whenReopened } from "@/lib/domain/tasks/task-status";
import { type Action, type Creation, readAction, type TagNames } from "@/lib/hashtags/read-action";
import { rulesOf } from "@/lib/hashtags/tags";
import { titleOf } from "@/lib/hashtags/title";
import type { PostedCommand } from "./posted-command";
import { refuse, refuseAsButtons, refuseProblem } from "./refused";
import { unknownTag } from "./tag-names";
import { holderOf } from "./who";

/**
 * Does what a command says, through the same use cases as the buttons and with its author's permissions.
 * @throws AppError with the reason, see `refuse`
 */
export async function perform(ctx: Context, posted: PostedCommand): Promise<void> {
  const { command, at, zone } = posted;
  const creates = rulesOf(command.tag).creates !== null;
  const task = creates ? null : await taskMeant(ctx, posted);
  const read = readAction(command, { now: at.getTime(), zone, type: task?.type ?? null });
  if ("problem" in read) return refuseProblem(command, read.problem);
  const said = ctx.emitted.length;
  const done =
    read.action.do === "create" ? create(ctx, posted, read.action) : change(ctx, posted, task!, read.action);
  await done.catch((error) => refuseAsButtons(command, error));
  if (task && task.chatId !== posted.chat.chatId) await sayHere(ctx, posted.chat.chatId, task, said);
}

/**
 * What a command acts on: what the last one before it created, else what the chat is about. When that was not created,
 * the command is refused too: it was not meant for another task.
 */
async function taskMeant(
  ctx: Context,
  { chat, messageId, index, command, all }: PostedCommand,
): Promise<Task> {
  const maker = all.slice(0, index).findLastIndex(({ tag }) => rulesOf(tag).creates !== null);
  const taskId = maker < 0 ? chat.taskId : idFrom(`${messageId}:${maker}`);
  if (!taskId) return refuse(command, "no_task");
  if (maker >= 0 && !(await exists(ctx, taskId))) {
    return refuse(command, "after_refused", { given: `#${all[maker]!.tag}` });
  }
  return findTask(ctx, taskId).catch((error) => refuseAsButtons(command, error));
}

async function exists(ctx: Context, taskId: string): Promise<boolean> {
  const [row] = await ctx.tx
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(eq(tasks.workspaceId, ctx.workspaceId), eq(tasks.id, taskId)));
  return row !== undefined;
}

async function create(
  ctx: Context,
  posted: PostedCommand,
  { do: _, assignee, ...given }: Creation,
): Promise<void> {
  const { chat, messageId, index, command } = posted;
  const title = given.title ?? (await titleOfChat(ctx, posted));
  if (!title) return refuse(command, "title_missing");
  const held = workMadeIn(chat, given.type);
  const holder = assignee ? await holderOf(ctx, posted, assignee, held, "assignee") : {};
  await within(createTask, ctx, {
    ...given,
    ...holder,
    title,
    taskId: idFrom(`${messageId}:${index}`),
    chatId: chat.chatId,
    source: "command",
  });
}

/** Where a message says nothing but the command, the work is called as what its chat is about. */
async function titleOfChat(ctx: Context, { chat }: PostedCommand): Promise<string | null> {
  if (!chat.taskId) return chat.title;
  return titleOf((await findTask(ctx, chat.taskId)).title);
}

async function change(
  ctx: Context,
  posted: PostedCommand,
  task: Task,
  action: Exclude<Action, Creation>,
): Promise<void> {
  const { taskId, type, status } = task;
  switch (action.do) {
    case "setStatus":
      await within(changeTaskStatus, ctx, { taskId, status: action.status });
      return;
    case "close":
      await within(changeTaskStatus, ctx, { taskId, status: whenClosed(type, status) });
      return;
    case "reopen":
      await within(changeTaskStatus, ctx, { taskId, status: whenReopened(type, status) });
      return;
    case "assign":
      await within(assignTask, ctx, { taskId, ...(await holderOf(ctx, posted, action.to, task, null)) });
      return;
    case "setPriority":
      await within(setTaskPriority, ctx, { taskId, priority: action.priority });
      return;
    case "setSeverity":
      await within(setSeverity, ctx, { taskId, severity: action.severity });
      return;
    case "setDueDate":
      await within(setDueDate, ctx, { taskId, dueOn: action.dueOn });
      return;
    case "tag":
      await within(tagTask, ctx, { taskId, ...(await tagsMeant(ctx, posted, action)) });
      return;
    case "snooze": {
      const until = action.until === null ? null : new Date(action.until).toISOString();
      await within(snoozeTicket, ctx, { ticketId: taskId, until });
      return;
    }
    case "merge":
      await within(mergeTickets, ctx, { ticketId: taskId, intoTicketId: await ticketOf(ctx, action.into) });
  }
}

/** @throws AppError NOT_FOUND for a number of which the author sees nothing */
async function ticketOf(ctx: Context, number: number): Promise<string> {
  const [row] = await ctx.tx
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(visibleTasks(ctx), eq(tasks.number, number)));
  if (!row) throw notFound();
  return row.id;
}

/** @throws AppError naming the tags that there are, for a name that none has */
async function tagsMeant(ctx: Context, { command }: PostedCommand, action: TagNames) {
  const { tags } = await listTags.handle(ctx, {});
  const unknown = unknownTag(
    action,
    tags.map(({ name }) => name),
  );
  if (unknown) return refuse(command, "unknown_tag", unknown);
  const idOf = (name: string) => tags.find((tag) => tagKey(tag.name) === tagKey(name))!.id;
  return { add: action.add.map(idOf), remove: action.remove.map(idOf) };
}

/** What was done to a task elsewhere is also said where it was asked for, naming the task. */
async function sayHere(ctx: Context, chatId: string, { type, number }: Task, since: number): Promise<void> {
  const lines = ctx.emitted.slice(since).filter(({ name }) => name === entryAdded.name);
  const [line] = lines;
  if (!line || lines.some(({ payload }) => payload.chatId === chatId)) return;
  const [row] = await ctx.tx
    .select({ event: messages.event })
    .from(messages)
    .where(and(eq(messages.workspaceId, ctx.workspaceId), eq(messages.id, String(line.payload.messageId))));
  if (!row) throw notFound();
  await postEvent(ctx, chatId, { ...(row.event as EventLine), task: { type, number } });
}
