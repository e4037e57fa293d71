import { and, asc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { chats, taskLinks, tasks, users } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { anyId } from "@/lib/domain/chats/input";
import { visibleTasks } from "@/lib/domain/chats/policy";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import { followersOf } from "../followers";
import { taskNumber } from "../input";
import { changeableTasks } from "../policy";
import type { TaskStatus } from "../task-status";
import type { LinkedTask, PartRef, TaskLinks, TaskRef, WorkDetail } from "../views";
import { selectWork, toWork } from "../work-view";

/** What `#142` leads to: some work with all that its panel shows, or a ticket, which the inbox shows. */
export type FoundTask = { ticket: number; work: null } | { ticket: null; work: WorkDetail };

/** A task by its number. @throws AppError NOT_FOUND */
export const getTask = query({
  name: "tasks.getTask",
  permission: "workspace:read",
  input: z.object({ number: taskNumber }),
  async read(ctx, { number }): Promise<FoundTask> {
    const meant = and(visibleTasks(ctx), eq(tasks.number, number));
    const columns = {
      mayChange: changeable(ctx),
      membersEpoch: chats.membersEpoch,
      description: tasks.description,
    };
    const [row] = await selectWork(ctx, columns, meant);
    if (row) {
      const { mayChange, membersEpoch, description } = row;
      const around = await aroundOf(ctx, row.id);
      return { ticket: null, work: { ...toWork(row), mayChange, membersEpoch, description, ...around } };
    }
    const [ticket] = await ctx.tx.select({ number: tasks.number }).from(tasks).where(meant);
    if (!ticket) throw notFound();
    return { ticket: ticket.number, work: null };
  },
});

/** What a task of any type is linked with, as far as the caller sees it, and who follows it. @throws AppError NOT_FOUND */
export const listLinks = query({
  name: "tasks.listLinks",
  permission: "workspace:read",
  input: z.object({ taskId: anyId }),
  async read(ctx, { taskId }): Promise<TaskLinks> {
    const [task] = await ctx.tx
      .select({ membersEpoch: chats.membersEpoch })
      .from(tasks)
      .innerJoin(chats, and(eq(chats.workspaceId, tasks.workspaceId), eq(chats.id, tasks.chatId)))
      .where(and(visibleTasks(ctx), eq(tasks.id, taskId)));
    if (!task) throw notFound();
    return { ...task, ...(await aroundOf(ctx, taskId)) };
  },
});

/** As many as one asks about at once. */
const mostNumbers = 50;

/** What tasks of these numbers are called; silent about those that the caller doesn't see. */
export const listTaskRefs = query({
  name: "tasks.listTaskRefs",
  permission: "workspace:read",
  input: z.object({ numbers: z.array(taskNumber).min(1).max(mostNumbers) }),
  async read(ctx, { numbers }): Promise<{ tasks: TaskRef[] }> {
    const rows = await ctx.tx
      .select(refColumns)
      .from(tasks)
      .leftJoin(users, eq(users.id, tasks.assigneeUserId))
      .where(and(visibleTasks(ctx), inArray(tasks.number, numbers)))
      .orderBy(asc(tasks.number));
    return { tasks: rows.map(toRef) };
  },
});

const changeable = (ctx: Context) => sql<boolean>`coalesce((${changeableTasks(ctx)}), false)`;

const refColumns = {
  id: tasks.id,
  type: tasks.type,
  number: tasks.number,
  title: tasks.title,
  status: sql<TaskStatus>`${tasks.status}`,
  assigneeId: users.id,
  assigneeName: users.name,
  assigneeAvatar: users.avatarKey,
};

type RefRow = Omit<TaskRef, "assignee"> & {
  assigneeId: string | null;
  assigneeName: string | null;
  assigneeAvatar: string | null;
};

function toRef<X extends RefRow>(row: X) {
  const { assigneeId, assigneeName, assigneeAvatar, ...rest } = row;
  const assignee = assigneeId
    ? { id: assigneeId, name: assigneeName ?? "", avatar: avatarUrl(assigneeAvatar) }
    : null;
  return { ...rest, assignee };
}

/** What a task has to do with, as far as the caller sees it. */
async function aroundOf(ctx: Context, taskId: string): Promise<Omit<TaskLinks, "membersEpoch">> {
  const [links, followers, parent, parts] = await Promise.all([
    linksOf(ctx, taskId),
    followersOf(ctx, taskId),
    parentOf(ctx, taskId),
    partsOf(ctx, taskId),
  ]);
  return { links, followers, parent, parts };
}

async function parentOf(ctx: Context, taskId: string): Promise<TaskRef | null> {
  const [row] = await ctx.tx
    .select(refColumns)
    .from(tasks)
    .leftJoin(users, eq(users.id, tasks.assigneeUserId))
    .where(
      and(
        visibleTasks(ctx),
        sql`${tasks.id} = (select part.parent_task_id from tasks part
          where part.workspace_id = ${ctx.workspaceId} and part.id = ${taskId})`,
      ),
    );
  return row ? toRef(row) : null;
}

/** More of them no panel shows. */
const mostParts = 200;

async function partsOf(ctx: Context, taskId: string): Promise<PartRef[]> {
  const rows = await ctx.tx
    .select({ ...refColumns, mayChange: changeable(ctx) })
    .from(tasks)
    .leftJoin(users, eq(users.id, tasks.assigneeUserId))
    .where(and(visibleTasks(ctx), eq(tasks.parentTaskId, taskId)))
    .orderBy(asc(tasks.number))
    .limit(mostParts);
  return rows.map(toRef);
}

async function linksOf(ctx: Context, taskId: string): Promise<LinkedTask[]> {
  const isFrom = eq(taskLinks.fromTaskId, taskId);
  const isTo = eq(taskLinks.toTaskId, taskId);
  const other: SQL = or(
    and(isFrom, eq(tasks.id, taskLinks.toTaskId)),
    and(isTo, eq(tasks.id, taskLinks.fromTaskId)),
  )!;
  const rows = await ctx.tx
    .select({
      ...refColumns,
      linkId: taskLinks.id,
      kind: taskLinks.kind,
      inverse: sql<boolean>`${isTo}`,
      mayChange: changeable(ctx),
    })
    .from(taskLinks)
    .innerJoin(tasks, and(eq(tasks.workspaceId, taskLinks.workspaceId), other))
    .leftJoin(users, eq(users.id, tasks.assigneeUserId))
    .where(and(eq(taskLinks.workspaceId, ctx.workspaceId), visibleTasks(ctx)))
    .orderBy(asc(tasks.number));
  return rows.map(toRef);
}
