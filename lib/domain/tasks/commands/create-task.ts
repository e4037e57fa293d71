import { and, eq, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { chats, messages, priorities, severities, tasks } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context, MemberActor } from "@/lib/core/context";
import { conflict, forbidden, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { anyId } from "@/lib/domain/chats/input";
import { addParticipants, findMembers, participantsOf } from "@/lib/domain/chats/participants";
import { type Chat, findChat } from "@/lib/domain/chats/policy";
import { postEvent } from "@/lib/domain/chats/post-entry";
import { tellAssignee } from "../change-task";
import { taskCreated } from "../events";
import { namesOf, workMadeIn } from "../holders";
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
 * linked with that chat's task. What is made in a private chat shows to those who take part there alone.
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
    const held = origin ? workMadeIn(origin, given.type) : ({ type: given.type, isPrivate: false } as const);
    const names = await namesOf(ctx, held, given);
    const place = { chatId: becomesTask ? origin.chatId : newId(), isPrivate: held.isPrivate };
    if (!becomesTask) {
      const others = origin && held.isPrivate ? await takingPart(ctx, origin.chatId) : [given.assigneeUserId];
      await makeChat(ctx, { ...place, title: given.title }, actor, others);
    }
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

/** Who takes part in a chat and is still in the workspace. */
async function takingPart(ctx: Context, chatId: string): Promise<string[]> {
  const people = await participantsOf(ctx, chatId);
  const present = await findMembers(
    ctx,
    people.map(({ userId }) => userId),
  );
  return present.map(({ id }) => id);
}

async function makeChat(
  ctx: Context,
  chat: { chatId: string; isPrivate: boolean; title: string },
  { userId: maker }: MemberActor,
  others: (string | null)[],
): Promise<void> {
  const { chatId, isPrivate, title } = chat;
  const { workspaceId } = ctx;
  await ctx.tx
    .insert(chats)
    .values({ workspaceId, id: chatId, kind: "group", title, isPrivate, createdBy: maker });
  const members = others.flatMap((userId) =>
    userId && userId !== maker ? [{ userId, chatRole: "member" as const }] : [],
  );
  await addParticipants(ctx, chatId, [{ userId: maker, chatRole: "owner" }, ...members]);
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
  return { ...fields, taskId, isPrivate, snoozedUntil: null, waitingSince: null, chatKind: "group" };
}
