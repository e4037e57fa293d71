import { within } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import type { DomainEvent } from "@/lib/core/events";
import { memberActor } from "@/lib/domain/workspaces/policy";
import { assignTask } from "../commands/assign-task";
import { changeTaskStatus } from "../commands/change-task-status";
import { setTaskPriority } from "../commands/set-task-priority";
import { snoozeTicket } from "../commands/snooze-ticket";
import { tagTask } from "../commands/tag-task";
import {
  taskAssigned,
  taskPriorityChanged,
  taskStatusChanged,
  taskTagsChanged,
  ticketSnoozed,
} from "../events";
import { lockTask, type Task } from "../policy";
import { lastChange } from "../require-unchanged";
import type { Priority, TicketStatus } from "../views";
import type { BulkDeed } from "./deed";

const facts: Record<BulkDeed["kind"], DomainEvent> = {
  status: taskStatusChanged,
  priority: taskPriorityChanged,
  assignee: taskAssigned,
  team: taskAssigned,
  tags: taskTagsChanged,
  snooze: ticketSnoozed,
};

/**
 * Does to a ticket what was asked for many, by the command of its button.
 * @param seen what the ticket had when it was asked for, see `bulkChangeRows`
 * @returns the event of the change; null where the ticket was so already
 * @throws AppError as that command does
 */
export async function perform(
  ctx: Context,
  ticketId: string,
  deed: BulkDeed,
  seen: string | null,
): Promise<string | null> {
  const task = await lockTask(ctx, ticketId);
  const before = ctx.emitted.length;
  await act(ctx, task, deed, await isOverwriting(ctx, task, deed, seen));
  const fact = facts[deed.kind];
  return ctx.emitted.slice(before).find(({ name }) => name === fact.name)?.id ?? null;
}

/** What the command is told that its caller saw; undefined: nothing that matters. */
type Saw = { saw: string | null } | undefined;

async function act(ctx: Context, { taskId }: Task, deed: BulkDeed, saw: Saw): Promise<void> {
  switch (deed.kind) {
    case "status":
      await within(changeTaskStatus, ctx, {
        taskId,
        status: deed.status,
        from: saw?.saw as TicketStatus | undefined,
      });
      return;
    case "priority":
      await within(setTaskPriority, ctx, {
        taskId,
        priority: deed.priority,
        from: saw?.saw as Priority | undefined,
      });
      return;
    case "assignee":
      await within(assignTask, ctx, { taskId, assigneeUserId: deed.userId, from: saw?.saw });
      return;
    case "team":
      await within(assignTask, ctx, { taskId, teamId: deed.teamId, fromTeam: saw?.saw });
      return;
    case "tags": {
      const { add, create, remove } = deed;
      await within(tagTask, ctx, { taskId, add, create, remove });
      return;
    }
    case "snooze":
      await within(snoozeTicket, ctx, { ticketId: taskId, until: deed.until });
      return;
  }
}

/**
 * What somebody else changed since it was asked for is not overwritten unseen. What the asker changed themselves, by
 * another bulk change or by hand, is: they know of it. Tags and times of snoozing don't exclude each other.
 */
async function isOverwriting(ctx: Context, task: Task, deed: BulkDeed, seen: string | null): Promise<Saw> {
  const present = presentOf(task, deed);
  if (present === undefined || present === seen) return undefined;
  const last = await lastChange(ctx, task.taskId, facts[deed.kind]);
  return last?.byId === memberActor(ctx).userId ? undefined : { saw: seen };
}

function presentOf(task: Task, { kind }: BulkDeed): string | null | undefined {
  if (kind === "status") return task.status;
  if (kind === "priority") return task.priority;
  if (kind === "assignee") return task.assigneeUserId;
  return kind === "team" ? task.teamId : undefined;
}
