import { z } from "zod";
import { linkKinds, priorities, severities, tagColors, taskTypes, viewScopes } from "@/db/schema";
import { defineEvent } from "@/lib/core/events";

const id = z.string();
const holder = z.object({ assigneeUserId: id.nullable(), teamId: id.nullable() });
const ticket = z.object({ taskId: id, chatId: id });
const task = ticket.extend({ type: z.enum(taskTypes) });

export const ticketOpened = defineEvent("ticket.opened", ticket.extend({ followsTaskId: id.nullable() }));

export const taskCreated = defineEvent("task.created", task.extend({ title: z.string() }));

/** `before` also names the audiences that may have to drop a ticket from their lists. */
export const taskAssigned = defineEvent("task.assigned", task.extend({ before: holder, after: holder }));

export const taskStatusChanged = defineEvent(
  "task.status_changed",
  task.extend({
    before: z.string(),
    after: z.string(),
    /** What resolving a ticket ended. */
    ended: z.object({ waitingSince: z.string().nullable(), snoozedUntil: z.string().nullable() }).optional(),
  }),
);

export const taskPriorityChanged = defineEvent(
  "task.priority_changed",
  task.extend({ before: z.enum(priorities), after: z.enum(priorities) }),
);

const severity = z.enum(severities).nullable();
export const taskSeverityChanged = defineEvent(
  "task.severity_changed",
  task.extend({ before: severity, after: severity }),
);

export const taskDueChanged = defineEvent(
  "task.due_changed",
  task.extend({ before: z.string().nullable(), after: z.string().nullable() }),
);

export const taskRenamed = defineEvent(
  "task.renamed",
  task.extend({ before: z.string(), after: z.string() }),
);

export const taskDescribed = defineEvent(
  "task.described",
  task.extend({ before: z.string(), after: z.string() }),
);

const parent = z.object({ taskId: id, chatId: id }).nullable();
/** What a task is part of. */
export const taskParentChanged = defineEvent(
  "task.parent_changed",
  task.extend({ before: parent, after: parent }),
);

const tagNames = z.array(z.object({ id, name: z.string() }));
export const taskTagsChanged = defineEvent(
  "task.tags_changed",
  task.extend({ before: tagNames, after: tagNames }),
);

const tag = z.object({ name: z.string(), color: z.enum(tagColors), mergedInto: id.optional() }).nullable();
/** A tag itself. Null before: it was not there; null after: deleted. */
export const tagChanged = defineEvent("tag.changed", z.object({ tagId: id, before: tag, after: tag }));

const fieldValue = z.union([
  z.string(),
  z.number(),
  z.literal(true),
  z.array(z.string()).readonly(),
  z.null(),
]);
export const taskFieldChanged = defineEvent(
  "task.field_changed",
  task.extend({ fieldId: id, before: fieldValue, after: fieldValue }),
);

const field = z
  .object({
    name: z.string(),
    type: z.string(),
    shownOn: z.array(z.string()).readonly(),
    options: z.array(z.string()),
  })
  .nullable();
/** A custom field itself. Null before: it was not there; null after: archived. */
export const fieldChanged = defineEvent(
  "field.changed",
  z.object({ fieldId: id, before: field, after: field }),
);

const link = task.extend({ otherTaskId: id, otherChatId: id, kind: z.enum(linkKinds) });
export const tasksLinked = defineEvent("task.linked", link);
export const tasksUnlinked = defineEvent("task.unlinked", link);

const merge = task.extend({ intoTaskId: id, intoChatId: id });
export const ticketMerged = defineEvent("ticket.merged", merge);
export const ticketUnmerged = defineEvent("ticket.unmerged", merge);

const split = task.extend({ newTaskId: id, newChatId: id });
export const ticketSplit = defineEvent("ticket.split", split);
export const ticketUnsplit = defineEvent("ticket.unsplit", split);

/** Whoever asked for support sees another status of their conversation, or that it goes on elsewhere. */
export const chatStatusShown = defineEvent("chat.status_shown", z.object({ chatId: id }));

export const ticketSnoozed = defineEvent(
  "ticket.snoozed",
  task.extend({ before: z.string().nullable(), after: z.string().nullable() }),
);

export const ticketArchived = defineEvent("ticket.archived", ticket);

const bulkChange = z.object({ bulkChangeId: id, userId: id });
/** One of few tickets was asked for: it is carried out at once. */
export const smallBulkStarted = defineEvent("bulk_change.started", bulkChange);
/** One of many: a job carries it out. */
export const bulkQueued = defineEvent("bulk_change.queued", bulkChange);
/** It came further, ended, or was put away. */
export const bulkMoved = defineEvent("bulk_change.moved", bulkChange);

const view = z.object({ name: z.string(), scope: z.enum(viewScopes), teamId: id.nullable() }).nullable();
/** A view of the queue that somebody keeps. Null before: saved; null after: deleted. */
export const viewChanged = defineEvent(
  "queue_view.changed",
  z.object({ viewId: id, before: view, after: view }),
);

export const viewsArranged = defineEvent("queue_view.arranged", z.object({ viewIds: z.array(id) }));
