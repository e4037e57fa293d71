import { type SQL, sql } from "drizzle-orm";
import {
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, instant, tsvector, updatedAt } from "../columns";
import { chats, messages } from "./chats";
import { customers } from "./customers";
import { memberships, teams, tenant } from "./workspaces";

export const taskTypes = ["ticket", "task", "bug", "epic"] as const;
export const ticketStatuses = ["new", "open", "pending", "on_hold", "resolved", "closed"] as const;
export const priorities = ["low", "normal", "high", "urgent"] as const;
export const severities = ["minor", "major", "critical", "blocker"] as const;
export const workStatuses = ["backlog", "todo", "in_progress", "in_review", "done", "cancelled"] as const;
export const epicStatuses = ["open", "in_progress", "done", "cancelled"] as const;
export const linkKinds = ["relates_to", "blocks", "duplicates", "caused_by"] as const;
export const taskSources = ["web_chat", "email", "api", "command", "stream", "member"] as const;

export const tasks = pgTable(
  "tasks",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    /** `#142`: per workspace, never reused. */
    number: integer("number").notNull(),
    type: text("type", { enum: taskTypes }).notNull(),
    title: text("title").notNull(),
    description: text("description").notNull().default(""),
    status: text("status").notNull(),
    priority: text("priority", { enum: priorities }).notNull().default("normal"),
    /** Of bugs only. */
    severity: text("severity", { enum: severities }),
    /** A day in the workspace's time zone. */
    dueOn: date("due_on", { mode: "string" }),
    /** The epic or task that it is a part of. */
    parentTaskId: uuid("parent_task_id"),
    createdBy: uuid("created_by"),
    assigneeUserId: uuid("assignee_user_id"),
    teamId: uuid("team_id"),
    /** Members whom somebody took it from again: it is not handed to them automatically. */
    passesOver: uuid("passes_over").array().notNull().default(sql`'{}'`),
    chatId: uuid("chat_id"),
    customerId: uuid("customer_id"),
    requesterUserId: uuid("requester_user_id"),
    source: text("source", { enum: taskSources }).notNull(),
    /** The ticket that this one continues after it was closed. */
    followsTaskId: uuid("follows_task_id"),
    /** The ticket whose thread shows this one's: where the live links of `ticket_merges` end that begin here. */
    mergedIntoTaskId: uuid("merged_into_task_id"),
    /** Hidden from the waiting lists until then, or until the next reply. */
    snoozedUntil: instant("snoozed_until"),
    /** Since when the customer waits for an answer; null while nobody waits. */
    waitingSince: instant("waiting_since"),
    firstRepliedAt: instant("first_replied_at"),
    resolvedAt: instant("resolved_at"),
    closedAt: instant("closed_at"),
    /** When its customer was told that it is about to close; of an earlier resolution when it is before that. */
    closeWarnedAt: instant("close_warned_at"),
    /** Raised by every change: newer wins in lists, and a change names the version it saw. */
    version: integer("version").notNull().default(1),
    search: tsvector("search").generatedAlwaysAs(
      (): SQL => sql`to_tsvector('russian', translate(${tasks.title}, 'ёЁ', 'еЕ'))`,
    ),
    lastActivityAt: instant("last_activity_at").notNull().defaultNow(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("tasks_number").on(t.workspaceId, t.number),
    // A chat is about one task at most.
    uniqueIndex("tasks_chat").on(t.workspaceId, t.chatId).where(sql`${t.chatId} is not null`),
    index("tasks_parent").on(t.workspaceId, t.parentTaskId).where(sql`${t.parentTaskId} is not null`),
    index("tasks_created_by").on(t.workspaceId, t.createdBy).where(sql`${t.createdBy} is not null`),
    index("tasks_recent").on(t.workspaceId, t.type, t.lastActivityAt, t.id),
    index("tasks_assignee").on(t.workspaceId, t.assigneeUserId, t.lastActivityAt, t.id),
    index("tasks_team").on(t.workspaceId, t.teamId, t.lastActivityAt, t.id),
    // Tickets that need somebody now: how many each member has in hand, and those of a team that nobody has.
    index("tasks_in_hand")
      .on(t.workspaceId, t.assigneeUserId, t.teamId)
      .where(sql`${t.type} = 'ticket' and ${t.status} in ('new', 'open')`),
    index("tasks_waiting").on(t.workspaceId, t.waitingSince, t.id).where(sql`${t.waitingSince} is not null`),
    // Tickets by status and priority: each pair in the order of its last activity.
    index("tasks_queue")
      .on(t.workspaceId, t.status, t.priority, t.lastActivityAt, t.id)
      .where(sql`${t.type} = 'ticket'`),
    index("tasks_customer").on(t.workspaceId, t.customerId),
    index("tasks_requester").on(t.workspaceId, t.requesterUserId),
    index("tasks_search").using("gin", t.search),
    index("tasks_follows").on(t.workspaceId, t.followsTaskId).where(sql`${t.followsTaskId} is not null`),
    index("tasks_merged_into")
      .on(t.workspaceId, t.mergedIntoTaskId)
      .where(sql`${t.mergedIntoTaskId} is not null`),
    index("tasks_to_close").on(t.resolvedAt).where(sql`${t.status} = 'resolved'`),
    index("tasks_snoozed").on(t.snoozedUntil).where(sql`${t.snoozedUntil} is not null`),
    foreignKey({
      name: "tasks_assignee_fk",
      columns: [t.workspaceId, t.assigneeUserId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }),
    foreignKey({
      name: "tasks_team_fk",
      columns: [t.workspaceId, t.teamId],
      foreignColumns: [teams.workspaceId, teams.id],
    }),
    foreignKey({
      name: "tasks_chat_fk",
      columns: [t.workspaceId, t.chatId],
      foreignColumns: [chats.workspaceId, chats.id],
    }),
    foreignKey({
      name: "tasks_customer_fk",
      columns: [t.workspaceId, t.customerId],
      foreignColumns: [customers.workspaceId, customers.id],
    }),
    foreignKey({
      name: "tasks_requester_fk",
      columns: [t.workspaceId, t.requesterUserId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }),
    foreignKey({
      name: "tasks_follows_fk",
      columns: [t.workspaceId, t.followsTaskId],
      foreignColumns: [t.workspaceId, t.id],
    }),
    foreignKey({
      name: "tasks_merged_into_fk",
      columns: [t.workspaceId, t.mergedIntoTaskId],
      foreignColumns: [t.workspaceId, t.id],
    }),
    foreignKey({
      name: "tasks_parent_fk",
      columns: [t.workspaceId, t.parentTaskId],
      foreignColumns: [t.workspaceId, t.id],
    }),
    foreignKey({
      name: "tasks_created_by_fk",
      columns: [t.workspaceId, t.createdBy],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }),
    check(
      "tasks_severity",
      sql`${t.severity} is null or (${t.type} = 'bug' and ${t.severity} in ('minor', 'major', 'critical', 'blocker'))`,
    ),
    check("tasks_not_own_parent", sql`${t.parentTaskId} is distinct from ${t.id}`),
    check("tasks_description_length", sql`length(${t.description}) <= 20000`),
    check("tasks_type", sql`${t.type} in ('ticket', 'task', 'bug', 'epic')`),
    check("tasks_priority", sql`${t.priority} in ('low', 'normal', 'high', 'urgent')`),
    check(
      "tasks_status_of_type",
      sql`case ${t.type}
        when 'ticket' then ${t.status} in ('new', 'open', 'pending', 'on_hold', 'resolved', 'closed')
        when 'epic' then ${t.status} in ('open', 'in_progress', 'done', 'cancelled')
        else ${t.status} in ('backlog', 'todo', 'in_progress', 'in_review', 'done', 'cancelled') end`,
    ),
    check("tasks_ticket_has_chat", sql`${t.type} <> 'ticket' or ${t.chatId} is not null`),
    check(
      "tasks_merged_is_closed",
      sql`${t.mergedIntoTaskId} is null or (${t.type} = 'ticket' and ${t.status} = 'closed' and ${t.mergedIntoTaskId} <> ${t.id})`,
    ),
    check("tasks_resolved_at", sql`${t.status} not in ('resolved', 'closed') or ${t.resolvedAt} is not null`),
    check("tasks_closed_at", sql`(${t.status} = 'closed') = (${t.closedAt} is not null)`),
  ],
);

/**
 * The condition is written out rather than a parameter: a plan that is kept for all parameters can only then use
 * the index that holds nothing but tickets.
 */
export const isTicket = sql`${tasks.type} = 'ticket'`;

export const taskFollowers = pgTable(
  "task_followers",
  {
    workspaceId: tenant(),
    taskId: uuid("task_id").notNull(),
    userId: uuid("user_id").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.taskId, t.userId] }),
    index("task_followers_user").on(t.workspaceId, t.userId),
    foreignKey({
      name: "task_followers_task_fk",
      columns: [t.workspaceId, t.taskId],
      foreignColumns: [tasks.workspaceId, tasks.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "task_followers_user_fk",
      columns: [t.workspaceId, t.userId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }).onDelete("cascade"),
  ],
);

/** Read from `from` to `to`: "#12 blocks #34". Every pair is linked at most once in each way. */
export const taskLinks = pgTable(
  "task_links",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    fromTaskId: uuid("from_task_id").notNull(),
    toTaskId: uuid("to_task_id").notNull(),
    kind: text("kind", { enum: linkKinds }).notNull(),
    createdBy: uuid("created_by"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("task_links_once").on(t.workspaceId, t.fromTaskId, t.toTaskId, t.kind),
    index("task_links_to").on(t.workspaceId, t.toTaskId),
    foreignKey({
      name: "task_links_from_fk",
      columns: [t.workspaceId, t.fromTaskId],
      foreignColumns: [tasks.workspaceId, tasks.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "task_links_to_fk",
      columns: [t.workspaceId, t.toTaskId],
      foreignColumns: [tasks.workspaceId, tasks.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "task_links_created_by_fk",
      columns: [t.workspaceId, t.createdBy],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }),
    check("task_links_kind", sql`${t.kind} in ('relates_to', 'blocks', 'duplicates', 'caused_by')`),
    check("task_links_two_tasks", sql`${t.fromTaskId} <> ${t.toTaskId}`),
  ],
);

/**
 * "This ticket was merged into that one": the messages stay where they are, and the other's thread shows them too for as
 * long as the link lives. Links that were taken back stay as rows.
 */
export const ticketMerges = pgTable(
  "ticket_merges",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    sourceTaskId: uuid("source_task_id").notNull(),
    intoTaskId: uuid("into_task_id").notNull(),
    mergedBy: uuid("merged_by"),
    /** What the merge changed of both tickets, as it was: what unmerging gives back. */
    former: jsonb("former").notNull(),
    createdAt: createdAt(),
    undoneAt: instant("undone_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("ticket_merges_source").on(t.workspaceId, t.sourceTaskId).where(sql`${t.undoneAt} is null`),
    index("ticket_merges_into").on(t.workspaceId, t.intoTaskId).where(sql`${t.undoneAt} is null`),
    foreignKey({
      name: "ticket_merges_source_fk",
      columns: [t.workspaceId, t.sourceTaskId],
      foreignColumns: [tasks.workspaceId, tasks.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "ticket_merges_into_fk",
      columns: [t.workspaceId, t.intoTaskId],
      foreignColumns: [tasks.workspaceId, tasks.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "ticket_merges_by_fk",
      columns: [t.workspaceId, t.mergedBy],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }),
    check("ticket_merges_two_tickets", sql`${t.sourceTaskId} <> ${t.intoTaskId}`),
  ],
);

/**
 * "These messages were split into a ticket of their own": they stay in their chat, and the new ticket's thread shows them
 * too for as long as the link lives.
 */
export const ticketSplits = pgTable(
  "ticket_splits",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    sourceTaskId: uuid("source_task_id").notNull(),
    newTaskId: uuid("new_task_id").notNull(),
    splitBy: uuid("split_by"),
    /** The domain event of which the lines in both threads tell. */
    changeId: uuid("change_id").notNull(),
    createdAt: createdAt(),
    undoneAt: instant("undone_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("ticket_splits_new").on(t.workspaceId, t.newTaskId),
    index("ticket_splits_source").on(t.workspaceId, t.sourceTaskId),
    foreignKey({
      name: "ticket_splits_source_fk",
      columns: [t.workspaceId, t.sourceTaskId],
      foreignColumns: [tasks.workspaceId, tasks.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "ticket_splits_new_fk",
      columns: [t.workspaceId, t.newTaskId],
      foreignColumns: [tasks.workspaceId, tasks.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "ticket_splits_by_fk",
      columns: [t.workspaceId, t.splitBy],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }),
    check("ticket_splits_two_tickets", sql`${t.sourceTaskId} <> ${t.newTaskId}`),
  ],
);

export const splitMessages = pgTable(
  "split_messages",
  {
    workspaceId: tenant(),
    splitId: uuid("split_id").notNull(),
    messageId: uuid("message_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.splitId, t.messageId] }),
    index("split_messages_message").on(t.workspaceId, t.messageId),
    foreignKey({
      name: "split_messages_split_fk",
      columns: [t.workspaceId, t.splitId],
      foreignColumns: [ticketSplits.workspaceId, ticketSplits.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "split_messages_message_fk",
      columns: [t.workspaceId, t.messageId],
      foreignColumns: [messages.workspaceId, messages.id],
    }).onDelete("cascade"),
  ],
);

/** A command of a message that could not be carried out: only its author is told. */
export const commandRefusals = pgTable(
  "command_refusals",
  {
    workspaceId: tenant(),
    messageId: uuid("message_id").notNull(),
    /** Which command of the message, from 0. */
    index: integer("index").notNull(),
    chatId: uuid("chat_id").notNull(),
    userId: uuid("user_id").notNull(),
    /** `{ tag, reason, values }`, worded by the reader's catalogue. */
    refusal: jsonb("refusal").notNull(),
    createdAt: createdAt(),
    dismissedAt: instant("dismissed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.messageId, t.index] }),
    index("command_refusals_of").on(t.workspaceId, t.chatId, t.userId),
    foreignKey({
      name: "command_refusals_message_fk",
      columns: [t.workspaceId, t.messageId],
      foreignColumns: [messages.workspaceId, messages.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "command_refusals_user_fk",
      columns: [t.workspaceId, t.userId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }).onDelete("cascade"),
  ],
);
