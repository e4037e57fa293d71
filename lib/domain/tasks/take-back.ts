import { and, eq } from "drizzle-orm";
import { domainEvents } from "@/db/schema";
import { within } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";
import { taskFollowersChanged } from "@/lib/domain/chats/events";
import { memberActor } from "@/lib/domain/workspaces/policy";
import { updateTask } from "./change-task";
import { assignTask } from "./commands/assign-task";
import { changeFollowers } from "./commands/change-followers";
import { changeTaskStatus } from "./commands/change-task-status";
import { linkTasks, unlinkTasks } from "./commands/link-tasks";
import { mergeTickets, unmergeTickets } from "./commands/merge-tickets";
import { renameTask } from "./commands/rename-task";
import { setDescription } from "./commands/set-description";
import { setDueDate } from "./commands/set-due-date";
import { setField } from "./commands/set-field";
import { setParent } from "./commands/set-parent";
import { setSeverity } from "./commands/set-severity";
import { setTaskPriority } from "./commands/set-task-priority";
import { snoozeTicket } from "./commands/snooze-ticket";
import { unsplitTicket } from "./commands/split-ticket";
import { tagTask } from "./commands/tag-task";
import {
  taskAssigned,
  taskDescribed,
  taskDueChanged,
  taskFieldChanged,
  taskParentChanged,
  taskPriorityChanged,
  taskRenamed,
  taskSeverityChanged,
  taskStatusChanged,
  tasksLinked,
  tasksUnlinked,
  taskTagsChanged,
  ticketMerged,
  ticketSnoozed,
  ticketSplit,
  ticketUnmerged,
} from "./events";
import { markLines } from "./mark-lines";
import { lockTask } from "./policy";
import { requireLast } from "./require-unchanged";
import { pathBack, type TaskStatus } from "./task-status";

/**
 * Takes back a change by its event: by the same commands as everybody else, and only while the task still is as the
 * change left it. Lines that tell of it then say who took it back.
 * @param told chats that tell of it besides those that it names
 * @throws AppError NOT_FOUND; FORBIDDEN; CONFLICT `changed_by_other`, `changed_by_somebody` or `not_undoable`
 */
export async function takeBack(ctx: Context, changeId: string, told: string[] = []): Promise<void> {
  const { name: by } = memberActor(ctx);
  const change = await findChange(ctx, changeId);
  await reverse(ctx, changeId, change);
  await markLines(ctx, changeId, [...told, ...chatsOf(change)], by);
}

type Change = { name: string; payload: unknown };

async function findChange(ctx: Context, changeId: string): Promise<Change> {
  const [row] = await ctx.tx
    .select({ name: domainEvents.name, payload: domainEvents.payload })
    .from(domainEvents)
    .where(and(eq(domainEvents.workspaceId, ctx.workspaceId), eq(domainEvents.id, changeId)));
  if (!row) throw conflict("not_undoable");
  return row;
}

async function reverse(ctx: Context, changeId: string, { name, payload }: Change): Promise<void> {
  switch (name) {
    case taskStatusChanged.name: {
      const { taskId, type, before, after, ended } = taskStatusChanged.schema.parse(payload);
      const path = pathBack(type, before as TaskStatus, after as TaskStatus);
      if (path.length === 0) throw conflict("not_undoable");
      const task = await lockTask(ctx, taskId);
      // It may be in the same status again for another reason.
      await requireLast(ctx, task, taskStatusChanged, changeId);
      let from = after as TaskStatus;
      for (const status of path) {
        await within(changeTaskStatus, ctx, { taskId, status, from });
        from = status;
      }
      if (ended) await updateTask(ctx, taskId, instants(ended));
      return;
    }
    case taskAssigned.name: {
      const { taskId, before, after } = taskAssigned.schema.parse(payload);
      const seen = { from: after.assigneeUserId, fromTeam: after.teamId };
      await within(assignTask, ctx, { taskId, ...before, ...seen });
      return;
    }
    case taskPriorityChanged.name: {
      const { taskId, before: priority, after: from } = taskPriorityChanged.schema.parse(payload);
      await within(setTaskPriority, ctx, { taskId, priority, from });
      return;
    }
    case taskSeverityChanged.name: {
      const { taskId, before: severity, after: from } = taskSeverityChanged.schema.parse(payload);
      await within(setSeverity, ctx, { taskId, severity, from });
      return;
    }
    case taskDueChanged.name: {
      const { taskId, before: dueOn, after: from } = taskDueChanged.schema.parse(payload);
      await within(setDueDate, ctx, { taskId, dueOn, from });
      return;
    }
    case taskRenamed.name: {
      const { taskId, before: title, after: from } = taskRenamed.schema.parse(payload);
      await within(renameTask, ctx, { taskId, title, from });
      return;
    }
    case taskTagsChanged.name: {
      const { taskId, before, after } = taskTagsChanged.schema.parse(payload);
      const missingIn = (others: typeof before) => (tag: { id: string }) =>
        !others.some(({ id }) => id === tag.id);
      const ids = (tags: typeof before) => tags.map(({ id }) => id);
      const add = ids(before.filter(missingIn(after)));
      const remove = ids(after.filter(missingIn(before)));
      const { undo } = await within(tagTask, ctx, { taskId, add, remove });
      if (!undo) throw conflict("changed_by_somebody");
      return;
    }
    case taskDescribed.name: {
      const { taskId, before: description, after: from } = taskDescribed.schema.parse(payload);
      await within(setDescription, ctx, { taskId, description, from });
      return;
    }
    case taskParentChanged.name: {
      const { taskId, before, after } = taskParentChanged.schema.parse(payload);
      const parentTaskId = before?.taskId ?? null;
      await within(setParent, ctx, { taskId, parentTaskId, from: after?.taskId ?? null });
      return;
    }
    case taskFieldChanged.name: {
      const { taskId, fieldId, before: value, after: from } = taskFieldChanged.schema.parse(payload);
      await within(setField, ctx, { taskId, fieldId, value, from });
      return;
    }
    case taskFollowersChanged.name: {
      const { taskId, added, removed } = taskFollowersChanged.schema.parse(payload);
      const { undo } = await within(changeFollowers, ctx, { taskId, add: removed, remove: added });
      if (!undo) throw conflict("changed_by_somebody");
      return;
    }
    case ticketSnoozed.name: {
      const { taskId: ticketId, before: until, after: from } = ticketSnoozed.schema.parse(payload);
      await within(snoozeTicket, ctx, { ticketId, until, from });
      return;
    }
    case tasksLinked.name:
    case tasksUnlinked.name: {
      const { taskId, otherTaskId, kind } = tasksLinked.schema.parse(payload);
      await within(name === tasksLinked.name ? unlinkTasks : linkTasks, ctx, { taskId, otherTaskId, kind });
      return;
    }
    case ticketMerged.name: {
      const { taskId } = ticketMerged.schema.parse(payload);
      await within(unmergeTickets, ctx, { ticketId: taskId });
      return;
    }
    case ticketUnmerged.name: {
      const { taskId, intoTaskId } = ticketUnmerged.schema.parse(payload);
      await within(mergeTickets, ctx, { ticketId: taskId, intoTicketId: intoTaskId });
      return;
    }
    case ticketSplit.name: {
      const { newTaskId } = ticketSplit.schema.parse(payload);
      await within(unsplitTicket, ctx, { ticketId: newTaskId });
      return;
    }
    default:
      throw conflict("not_undoable");
  }
}

const instants = (ended: Record<"waitingSince" | "snoozedUntil", string | null>) => ({
  waitingSince: ended.waitingSince === null ? null : new Date(ended.waitingSince),
  snoozedUntil: ended.snoozedUntil === null ? null : new Date(ended.snoozedUntil),
});

function chatsOf({ payload }: Change): string[] {
  const { chatId, otherChatId, intoChatId, newChatId } = payload as Record<string, string | undefined>;
  // Of a task that is part of something else than before.
  const { before, after } = payload as Record<string, { chatId?: string } | null | undefined>;
  const all = [chatId, otherChatId, intoChatId, newChatId, before?.chatId, after?.chatId];
  return all.filter((id) => id !== undefined);
}
