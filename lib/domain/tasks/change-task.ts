import { and, eq, type SQL, sql } from "drizzle-orm";
import { chats, tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";
import { endChatAccess } from "@/lib/domain/chats/end-chat-access";
import { addParticipants } from "@/lib/domain/chats/participants";
import { postEvent } from "@/lib/domain/chats/post-entry";
import { touchState } from "@/lib/domain/chats/read-positions";
import type { EventLine } from "@/lib/domain/chats/views";
import { notify } from "@/lib/domain/notifications/notify";
import {
  taskAssigned,
  taskDueChanged,
  taskPriorityChanged,
  taskRenamed,
  taskSeverityChanged,
  taskStatusChanged,
} from "./events";
import { tellFollowers } from "./followers";
import { namesOf } from "./holders";
import { tellWaitingTickets } from "./linked-tickets";
import { queueAudiences, type Task } from "./policy";
import { showStatusElsewhere } from "./shown-status";
import { mayMove, nextStatuses, pathBack, type TaskStatus } from "./task-status";
import { afterMemberTouch } from "./ticket-status";
import type { Priority, Severity, TicketStatus } from "./views";

type Row = typeof tasks.$inferInsert;
export type TaskColumns = { [Column in keyof Row]?: Row[Column] | SQL };

/** Writes columns of a task and raises its version; that something happened counts as activity unless said otherwise. */
export async function updateTask(ctx: Context, taskId: string, values: TaskColumns): Promise<void> {
  await ctx.tx
    .update(tasks)
    .set({ lastActivityAt: sql`now()`, ...values, version: sql`${tasks.version} + 1`, updatedAt: sql`now()` })
    .where(and(eq(tasks.workspaceId, ctx.workspaceId), eq(tasks.id, taskId)));
}

/** Whoever asked has written: they wait, unless they already did, and the ticket sleeps no longer. */
export async function noteRequesterWrote(
  ctx: Context,
  ticketId: string,
  status: TicketStatus,
): Promise<void> {
  await ctx.tx.raw`
    update tasks set status = ${status}, waiting_since = coalesce(waiting_since, now()), snoozed_until = null,
      resolved_at = case when status = 'resolved' then null else resolved_at end,
      version = version + 1, updated_at = now(), last_activity_at = now()
    where workspace_id = ${ctx.workspaceId} and id = ${ticketId}`;
}

/** A member has replied: nobody waits any longer. */
export async function noteReplied(ctx: Context, ticketId: string, status: TicketStatus): Promise<void> {
  await ctx.tx.raw`
    update tasks set status = ${status}, waiting_since = null, first_replied_at = coalesce(first_replied_at, now()),
      version = version + 1, updated_at = now(), last_activity_at = now()
    where workspace_id = ${ctx.workspaceId} and id = ${ticketId}`;
}

/** What every event about a change of a task says of it. */
export const aboutTask = ({ taskId, type, chatId }: Task) => ({ taskId, type, chatId });

/**
 * Moves a task to another status and records it.
 * @throws AppError CONFLICT naming the allowed moves
 */
export async function moveStatus(ctx: Context, task: Task, to: TaskStatus): Promise<void> {
  const { type, status: from } = task;
  if (from === to) return;
  if (!mayMove(type, from, to)) {
    throw conflict("status_not_allowed", { type, from, to, allowed: nextStatuses(type, from) });
  }
  await updateTask(ctx, task.taskId, statusColumns(task, to));
  const changeId = ctx.emit(taskStatusChanged, task.taskId, {
    ...aboutTask(task),
    before: from,
    after: to,
    ...(to === "resolved" ? { ended: waitingOf(task) } : {}),
  });
  const undo = pathBack(type, from, to).length > 0 ? { changeId } : {};
  await postEvent(ctx, task.chatId, { ...statusLine(task, to), ...undo });
  await tellFollowers(ctx, task);
  // Customers get no line of it, but see that the conversation is over.
  if (to === "closed") await touchState(ctx, task.chatId, { customers: true });
  if (type === "ticket") await showStatusElsewhere(ctx, task, from as TicketStatus, to as TicketStatus);
  if (type !== "ticket" && (to === "done" || to === "cancelled")) await tellWaitingTickets(ctx, task, to);
}

const waitingOf = ({ waitingSince, snoozedUntil }: Task) => ({
  waitingSince: waitingSince?.toISOString() ?? null,
  snoozedUntil: snoozedUntil?.toISOString() ?? null,
});

/** The timestamps that go with a status. */
function statusColumns({ type, status: from }: Task, to: TaskStatus): TaskColumns {
  const now = new Date();
  if (type !== "ticket") return { status: to, resolvedAt: to === "done" ? now : null };
  if (to === "resolved") return { status: to, resolvedAt: now, waitingSince: null, snoozedUntil: null };
  if (to === "closed") return { status: to, closedAt: now };
  return { status: to, ...(from === "resolved" ? { resolvedAt: null } : {}) };
}

function statusLine({ type, status: from }: Task, to: TaskStatus): EventLine {
  if (type === "ticket") {
    if (to === "resolved") return { name: "resolved" };
    if (to === "closed") return { name: "closed" };
    if (from === "resolved") return { name: "reopened" };
  }
  return { name: "status_changed", from, to };
}

export type Holder = { assigneeUserId: string | null; teamId: string | null };

/**
 * Gives a task to a member and a team, or to nobody. Holding a new ticket opens it; who is given other work takes part
 * in its chat.
 * @throws AppError INVALID when that member or team can't hold it
 */
export async function assign(ctx: Context, task: Task, to: Holder): Promise<void> {
  const before: Holder = { assigneeUserId: task.assigneeUserId, teamId: task.teamId };
  if (before.assigneeUserId === to.assigneeUserId && before.teamId === to.teamId) return;
  const names = await namesOf(ctx, task, to);
  const isTicket = task.type === "ticket";
  const opened = isTicket && to.assigneeUserId !== null;
  const status = opened ? afterMemberTouch(task.status as TicketStatus) : task.status;
  await updateTask(ctx, task.taskId, { ...to, status, ...passedOver(ctx, before, to) });
  const about = aboutTask(task);
  const changeId = ctx.emit(taskAssigned, task.taskId, { ...about, before, after: to });
  if (status !== task.status) {
    ctx.emit(taskStatusChanged, task.taskId, { ...about, before: task.status, after: status });
  }
  if (isTicket && mayLoseSight(before, to)) await endChatAccess(ctx, task.chatId);
  if (!isTicket && to.assigneeUserId && !task.isPrivate) await takesPart(ctx, task.chatId, to.assigneeUserId);
  await postEvent(ctx, task.chatId, { name: "assigned", ...names, changeId });
  if (to.assigneeUserId !== before.assigneeUserId) await tellAssignee(ctx, task, to.assigneeUserId);
}

/**
 * Whom automatic assignment passes over from now on: who had it when somebody took it away again. Another team, or a
 * holder whom somebody chose, begins anew.
 */
function passedOver({ actor }: Context, before: Holder, to: Holder): TaskColumns {
  const byHand = actor.kind === "member";
  const taken = byHand && to.assigneeUserId === null ? before.assigneeUserId : null;
  if (before.teamId !== to.teamId || (byHand && to.assigneeUserId))
    return { passesOver: taken ? [taken] : [] };
  return taken ? { passesOver: sql`array_append(${tasks.passesOver}, ${taken}::uuid)` } : {};
}

/** Tells a member that work was given to them, unless they took it. */
export async function tellAssignee(
  ctx: Context,
  { taskId, chatId }: Pick<Task, "taskId" | "chatId">,
  userId: string | null,
): Promise<void> {
  const by = ctx.actor.kind === "member" ? ctx.actor : null;
  if (!userId || userId === by?.userId) return;
  await notify(ctx, { userId, kind: "assigned", taskId, chatId, by: by?.name ?? null });
}

const takesPart = (ctx: Context, chatId: string, userId: string) =>
  addParticipants(ctx, chatId, [{ userId, chatRole: "member" }]);

/** Whether somebody saw a ticket by who held it and may see it no longer. Whether they still do needn't be known. */
function mayLoseSight(before: Holder, after: Holder): boolean {
  if (before.assigneeUserId && before.assigneeUserId !== after.assigneeUserId) return true;
  const seeing = queueAudiences(after).map((audience) => JSON.stringify(audience));
  return queueAudiences(before).some((audience) => !seeing.includes(JSON.stringify(audience)));
}

export async function changePriority(ctx: Context, task: Task, to: Priority): Promise<void> {
  const from = task.priority;
  if (from === to) return;
  await updateTask(ctx, task.taskId, { priority: to });
  const changeId = ctx.emit(taskPriorityChanged, task.taskId, {
    ...aboutTask(task),
    before: from,
    after: to,
  });
  await postEvent(ctx, task.chatId, { name: "priority_changed", from, to, changeId });
}

/** @throws AppError CONFLICT when it is no bug */
export async function changeSeverity(ctx: Context, task: Task, to: Severity | null): Promise<void> {
  const { type, severity: from } = task;
  if (type !== "bug") throw conflict("severity_needs_bug", { type });
  if (from === to) return;
  await updateTask(ctx, task.taskId, { severity: to });
  const changeId = ctx.emit(taskSeverityChanged, task.taskId, {
    ...aboutTask(task),
    before: from,
    after: to,
  });
  await postEvent(ctx, task.chatId, { name: "severity_changed", from, to, changeId });
}

/** @param to an ISO date, or null for none */
export async function changeDueDate(ctx: Context, task: Task, to: string | null): Promise<void> {
  const from = task.dueOn;
  if (from === to) return;
  await updateTask(ctx, task.taskId, { dueOn: to });
  const changeId = ctx.emit(taskDueChanged, task.taskId, { ...aboutTask(task), before: from, after: to });
  await postEvent(ctx, task.chatId, { name: "due_changed", from, to, changeId });
}

export async function changeTitle(ctx: Context, task: Task, to: string): Promise<void> {
  const before = task.title;
  if (before === to) return;
  await updateTask(ctx, task.taskId, { title: to });
  // A chat that is there for the task alone is called after it.
  if (task.chatKind === "group" && !task.isPrivate) {
    await ctx.tx
      .update(chats)
      .set({ title: to })
      .where(and(eq(chats.workspaceId, ctx.workspaceId), eq(chats.id, task.chatId)));
    await touchState(ctx, task.chatId, { customers: false });
  }
  const changeId = ctx.emit(taskRenamed, task.taskId, { ...aboutTask(task), before, after: to });
  await postEvent(ctx, task.chatId, { name: "title_changed", to, changeId });
}
