import { and, eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import { alias, type PgColumn } from "drizzle-orm/pg-core";
import { chats, tasks, teams, users } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import { fieldsOfTask, toFieldValues } from "./fields/values";
import { tagsOfTask } from "./tags";
import type { TaskStatus, WorkType } from "./task-status";
import type { WorkView } from "./views";

const assignee = alias(users, "assignee");
const creator = alias(users, "creator");
const parent = alias(tasks, "parent");

const children = sql`from tasks child where child.workspace_id = ${tasks.workspaceId}
  and child.parent_task_id = ${tasks.id} and child.status <> 'cancelled'`;

const columns = {
  id: tasks.id,
  chatId: chats.id,
  type: sql<WorkType>`${tasks.type}`,
  number: tasks.number,
  title: tasks.title,
  status: sql<TaskStatus>`${tasks.status}`,
  priority: tasks.priority,
  severity: tasks.severity,
  dueOn: tasks.dueOn,
  assigneeId: tasks.assigneeUserId,
  assigneeName: assignee.name,
  assigneeAvatar: assignee.avatarKey,
  teamId: tasks.teamId,
  teamName: teams.name,
  tags: tagsOfTask,
  fields: fieldsOfTask,
  creatorId: tasks.createdBy,
  creatorName: creator.name,
  creatorAvatar: creator.avatarKey,
  source: tasks.source,
  isPrivate: chats.isPrivate,
  parentNumber: parent.number,
  done: sql<number>`(select count(*)::int ${children} and child.status in ('done', 'resolved', 'closed'))`,
  total: sql<number>`(select count(*)::int ${children})`,
  createdAt: tasks.createdAt,
  version: tasks.version,
};

/** Tasks, bugs and epics with all that is shown of them. `extra` columns come on top. */
export function selectWork<X extends Record<string, SQL | PgColumn>>(
  ctx: Context,
  extra: X,
  where: SQL | undefined,
) {
  return ctx.tx
    .select({ ...columns, ...extra })
    .from(tasks)
    .innerJoin(chats, and(eq(chats.workspaceId, tasks.workspaceId), eq(chats.id, tasks.chatId)))
    .leftJoin(assignee, eq(assignee.id, tasks.assigneeUserId))
    .leftJoin(creator, eq(creator.id, tasks.createdBy))
    .leftJoin(teams, and(eq(teams.workspaceId, tasks.workspaceId), eq(teams.id, tasks.teamId)))
    .leftJoin(parent, and(eq(parent.workspaceId, tasks.workspaceId), eq(parent.id, tasks.parentTaskId)))
    .where(and(eq(tasks.workspaceId, ctx.workspaceId), ne(tasks.type, "ticket"), where));
}

type WorkRow = Awaited<ReturnType<typeof selectWork<Record<never, never>>>>[number];

export function toWork(row: WorkRow): WorkView {
  const { id, chatId, type, number, title, status, priority, severity, dueOn, source, isPrivate, version } =
    row;
  const person = (userId: string | null, name: string | null, avatar: string | null) =>
    userId ? { id: userId, name: name ?? "", avatar: avatarUrl(avatar) } : null;
  return {
    ...{ id, chatId, type, number, title, status, priority, severity, dueOn, source, isPrivate, version },
    assignee: person(row.assigneeId, row.assigneeName, row.assigneeAvatar),
    team: row.teamId ? { id: row.teamId, name: row.teamName ?? "" } : null,
    tags: row.tags,
    fields: toFieldValues(row.fields),
    createdBy: person(row.creatorId, row.creatorName, row.creatorAvatar),
    parentNumber: row.parentNumber,
    progress: row.total > 0 ? { done: row.done, total: row.total } : null,
    createdAt: row.createdAt.toISOString(),
  };
}

/** Some work as whoever just changed it sees it. @throws AppError NOT_FOUND */
export async function getWork(ctx: Context, taskId: string): Promise<WorkView> {
  const [row] = await selectWork(ctx, {}, eq(tasks.id, taskId));
  if (!row) throw notFound();
  return toWork(row);
}

/** For the dispatcher: the present state of work that just changed. */
export async function workOf(ctx: Context, taskIds: string[]): Promise<WorkView[]> {
  const rows = await selectWork(ctx, {}, inArray(tasks.id, taskIds));
  return rows.map(toWork);
}
