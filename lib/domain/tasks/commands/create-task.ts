import { and, eq, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { chats, messages, priorities, severities, tasks } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context, MemberActor } from "@/lib/core/context";
import { conflict, forbidden, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { anyId } from "@/lib/domain/chats/input";
import { addParticipants } from "@/lib/domain/chats/participants";
import { type Chat, findChat } from "@/lib/domain/chats/policy";
import { postEvent } from "@/lib/domain/chats/post-entry";
import { tellAssignee } from "../change-task";
import { taskCreated } from "../events";
import { namesOf } from "../holders";
import { dueOn, taskTitle } from "../input";
import { link } from "../link";
import { findTask, type Task } from "../policy";
import { takeNumber } from "../take-number";
import { firstStatus, type WorkType } from "../task-status";
import type { WorkView } from "../views";
import { getWork } from "../work-view";

const workTypes = ["task", "bug", "epic"] as const satisfies WorkType[];

const input = z.object({
  /** Made by who asks, so that asking twice makes one. */
  taskId: anyId,
  type: z.enum(workTypes),
  title: taskTitle,
  priority: z.enum(priorities).default("normal"),
  severity: z.enum(severities).nullable().default(null),
  dueOn: dueOn.default(null),
  assigneeUserId: anyId.nullable().default(null),
  teamId: anyId.nullable().default(null),
  /** Where it comes from: a chat that is about nothing yet becomes the task's; of another one's task it is linked. */
  chatId: anyId.nullable().default(null),
  /** The message there that says what is to be done: the work leads back to it. */
  messageId: anyId.nullable().default(null),
  source: z.enum(["member", "command"]).default("member"),
});
type NewTask = z.output<typeof input>;

/**
 * Makes a task, bug or epic with a chat: the one in which it was asked for if that has no task, else a chat of its own,
 * linked with that chat's task.
 * @throws AppError NOT_FOUND for the chat; INVALID naming the field; CONFLICT when the id is another task's
 */
export const createTask = command({
  name: "tasks.createTask",
  permission: "task:create",
  input,
  rateLimit: {
    points: 120,
    seconds: 600,
    keys: ({ actor }) => [actor.kind === "member" ? actor.userId : null],
  },
  async handle(ctx, given): Promise<WorkView> {
    const { actor } = ctx;
    if (actor.kind !== "member") throw forbidden();
    if (given.severity && given.type !== "bug") throw invalid("severity", "only_bugs");
    if (await wasMade(ctx, given, actor)) {
      // They may have lost sight of it since.
      const { taskId } = await findTask(ctx, given.taskId);
      return getWork(ctx, taskId);
    }
    // Before the task and the chat, as whoever changes all of them. Of two who make a chat a task at once the second one
    // waits here, and then sees the first one's.
    const number = await takeNumber(ctx);
    const origin = given.chatId ? await chatOf(ctx, given.chatId) : null;
    const becomesTask = origin !== null && origin.task === null;
    const place = becomesTask ? origin : { chatId: newId(), isPrivate: false };
    const names = await namesOf(ctx, { type: given.type, ...place }, given);
    if (!becomesTask) await makeChat(ctx, place.chatId, given, actor);
    const task = await store(ctx, { ...given, number }, place, actor);
    const made = { type: task.type, number: task.number };
    const from = await messageMeant(ctx, given);
    await postEvent(ctx, task.chatId, { name: "task_created", made, ...(from && { from }) });
    if (names.assignee || names.team) await postEvent(ctx, task.chatId, { name: "assigned", ...names });
    await tellAssignee(ctx, task, given.assigneeUserId);
    if (origin?.task) {
      // Where it was asked for, that it was made says that they belong together.
      await link(ctx, origin.task, task, "relates_to", { saidIn: "other" });
      await postEvent(ctx, origin.chatId, { name: "task_created", made });
    }
    return getWork(ctx, task.taskId);
  },
});

async function wasMade(ctx: Context, { taskId, type }: NewTask, actor: MemberActor): Promise<boolean> {
  const [known] = await ctx.tx
    .select({ type: tasks.type, createdBy: tasks.createdBy })
    .from(tasks)
    .where(and(eq(tasks.workspaceId, ctx.workspaceId), eq(tasks.id, taskId)));
  if (known && (known.createdBy !== actor.userId || known.type !== type)) throw conflict("task_id_in_use");
  return known !== undefined;
}

/** The chat in which it was asked for, with its task locked: tasks come before chats. */
async function chatOf(ctx: Context, chatId: string): Promise<Origin> {
  const { audience, chat } = await findChat(ctx, chatId);
  if (audience !== "members") throw forbidden();
  return { ...chat, task: chat.taskId ? await findTask(ctx, chat.taskId, { lock: true }) : null };
}

type Origin = Chat & { task: Task | null };

/** @throws AppError INVALID alike for a message that doesn't exist, is elsewhere, or was said by nobody */
async function messageMeant(ctx: Context, { chatId, messageId }: NewTask) {
  if (!messageId) return null;
  const [row] = await ctx.tx
    .select({ chatId: messages.chatId, messageId: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.workspaceId, ctx.workspaceId),
        eq(messages.id, messageId),
        sql`${messages.chatId} = ${chatId}::uuid`,
        ne(messages.kind, "event"),
      ),
    );
  if (!row) throw invalid("messageId", "unknown_origin");
  return row;
}

async function makeChat(ctx: Context, chatId: string, given: NewTask, actor: MemberActor): Promise<void> {
  await ctx.tx.insert(chats).values({
    workspaceId: ctx.workspaceId,
    id: chatId,
    kind: "group",
    title: given.title,
    isPrivate: false,
    createdBy: actor.userId,
  });
  const { assigneeUserId } = given;
  const assignee = assigneeUserId && assigneeUserId !== actor.userId ? [assigneeUserId] : [];
  await addParticipants(ctx, chatId, [
    { userId: actor.userId, chatRole: "owner" },
    ...assignee.map((userId) => ({ userId, chatRole: "member" as const })),
  ]);
}

async function store(
  ctx: Context,
  given: NewTask & { number: number },
  { chatId, isPrivate }: { chatId: string; isPrivate: boolean },
  actor: MemberActor,
): Promise<Task> {
  const { taskId, type, title, priority, severity, dueOn, assigneeUserId, teamId, source, number } = given;
  const status = firstStatus(type);
  const fields = { type, number, title, status, priority, severity, dueOn, assigneeUserId, teamId, chatId };
  await ctx.tx.insert(tasks).values({
    ...fields,
    workspaceId: ctx.workspaceId,
    id: taskId,
    createdBy: actor.userId,
    source,
  });
  ctx.emit(taskCreated, taskId, { taskId, type, chatId, title });
  return { ...fields, taskId, isPrivate, snoozedUntil: null, chatKind: "group" };
}
