import { and, asc, eq, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { taskLinks, tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { anyId } from "@/lib/domain/chats/input";
import { visibleTasks } from "@/lib/domain/chats/policy";
import { taskNumber } from "../input";
import { changeableTasks } from "../policy";
import type { TaskStatus, TaskType } from "../task-status";
import type { LinkedTask, WorkDetail } from "../views";
import { selectWork, toWork } from "../work-view";

/** What `#142` leads to: a ticket, or the chat of some work. @throws AppError NOT_FOUND */
export const findTaskByNumber = query({
  name: "tasks.findByNumber",
  permission: "workspace:read",
  input: z.object({ number: taskNumber }),
  async read(ctx, { number }): Promise<{ type: TaskType; number: number; chatId: string }> {
    const [row] = await ctx.tx
      .select({ type: tasks.type, number: tasks.number, chatId: tasks.chatId })
      .from(tasks)
      .where(and(visibleTasks(ctx), eq(tasks.number, number)));
    if (!row?.chatId) throw notFound();
    return { ...row, chatId: row.chatId };
  },
});

/** The work that a chat is about, with what its panel shows; null where the chat is about none. */
export const getTask = query({
  name: "tasks.getTask",
  permission: "workspace:read",
  input: z.object({ chatId: anyId }),
  async read(ctx, { chatId }): Promise<WorkDetail | null> {
    const mayChange = sql<boolean>`(${changeableTasks(ctx)})`;
    const here = and(visibleTasks(ctx), eq(tasks.chatId, chatId));
    const [row] = await selectWork(ctx, { mayChange }, here);
    if (!row) return null;
    return { ...toWork(row), mayChange: row.mayChange, links: await linksOf(ctx, row.id) };
  },
});

/** What a task of any type is linked with, as far as the caller sees it. @throws AppError NOT_FOUND */
export const listLinks = query({
  name: "tasks.listLinks",
  permission: "workspace:read",
  input: z.object({ taskId: anyId }),
  async read(ctx, { taskId }): Promise<{ links: LinkedTask[] }> {
    const [task] = await ctx.tx
      .select({ id: tasks.id })
      .from(tasks)
      .where(and(visibleTasks(ctx), eq(tasks.id, taskId)));
    if (!task) throw notFound();
    return { links: await linksOf(ctx, taskId) };
  },
});

async function linksOf(ctx: Context, taskId: string): Promise<LinkedTask[]> {
  const isFrom = eq(taskLinks.fromTaskId, taskId);
  const isTo = eq(taskLinks.toTaskId, taskId);
  const other: SQL = or(
    and(isFrom, eq(tasks.id, taskLinks.toTaskId)),
    and(isTo, eq(tasks.id, taskLinks.fromTaskId)),
  )!;
  return ctx.tx
    .select({
      linkId: taskLinks.id,
      kind: taskLinks.kind,
      inverse: sql<boolean>`${isTo}`,
      id: tasks.id,
      type: tasks.type,
      number: tasks.number,
      title: tasks.title,
      status: sql<TaskStatus>`${tasks.status}`,
    })
    .from(taskLinks)
    .innerJoin(tasks, and(eq(tasks.workspaceId, taskLinks.workspaceId), other))
    .where(and(eq(taskLinks.workspaceId, ctx.workspaceId), visibleTasks(ctx)))
    .orderBy(asc(tasks.number));
}
