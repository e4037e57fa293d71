import { sql } from "drizzle-orm";
import {
  check,
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
import { createdAt, instant } from "../columns";
import { chats } from "./chats";
import { customers } from "./customers";
import { memberships, tenant } from "./workspaces";

/**
 * What happened, stored in the transaction of the change. Dispatch state is on the row: `dispatch_after`
 * is a lease, so a crash between publish and mark only delays the next attempt.
 */
export const domainEvents = pgTable(
  "domain_events",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    payload: jsonb("payload").notNull(),
    /** The task, chat, member … it is about; the activity list of a task reads by this. */
    subjectId: uuid("subject_id").notNull(),
    actorKind: text("actor_kind", { enum: ["member", "customer", "system"] }).notNull(),
    actorId: text("actor_id"),
    requestId: text("request_id"),
    attempts: integer("attempts").notNull().default(0),
    dispatchAfter: instant("dispatch_after").notNull().defaultNow(),
    dispatchedAt: instant("dispatched_at"),
    /** Set after the last attempt: listed as a dead letter, out of the others' way. */
    deadAt: instant("dead_at"),
    lastError: text("last_error"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("domain_events_pending")
      .on(t.dispatchAfter)
      .where(sql`${t.dispatchedAt} is null and ${t.deadAt} is null`),
    index("domain_events_dead").on(t.deadAt).where(sql`${t.deadAt} is not null`),
    index("domain_events_subject").on(t.workspaceId, t.subjectId, t.id),
    check("domain_events_actor", sql`${t.actorKind} in ('member', 'customer', 'system')`),
  ],
);

/** A consumer that has done its work for an event leaves a row in the same transaction as the effect. */
export const processedEvents = pgTable(
  "processed_events",
  {
    workspaceId: tenant(),
    consumer: text("consumer").notNull(),
    eventId: text("event_id").notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.consumer, t.eventId] })],
);

/** Sign-ins, refusals and administrative changes. No foreign keys but the tenant: it outlives its subjects. */
export const auditLog = pgTable(
  "audit_log",
  {
    id: uuid("id").primaryKey(),
    /** Null for what happens outside a workspace (sign-in, password reset). */
    workspaceId: uuid("workspace_id"),
    actorKind: text("actor_kind").notNull(),
    actorId: text("actor_id"),
    action: text("action").notNull(),
    subjectType: text("subject_type"),
    subjectId: text("subject_id"),
    before: jsonb("before"),
    after: jsonb("after"),
    ip: text("ip"),
    requestId: text("request_id"),
    createdAt: createdAt(),
  },
  (t) => [index("audit_log_workspace").on(t.workspaceId, t.createdAt)],
);

export const notificationKinds = [
  "assigned",
  "customer_reply",
  "mention",
  "direct_message",
  "group_message",
  "linked_done",
  "follower_added",
  "followed_status",
] as const;

export const notifications = pgTable(
  "notifications",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    userId: uuid("user_id").notNull(),
    kind: text("kind", { enum: notificationKinds }).notNull(),
    chatId: uuid("chat_id"),
    taskId: uuid("task_id"),
    /** Names and numbers as they were, for the line in the list. */
    detail: jsonb("detail").notNull().default({}),
    /** The event it came from: a consumer that runs twice adds nothing. */
    eventId: text("event_id").notNull(),
    readAt: instant("read_at"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("notifications_once").on(t.workspaceId, t.userId, t.eventId, t.kind),
    index("notifications_of_user").on(t.workspaceId, t.userId, t.createdAt),
    index("notifications_unread").on(t.workspaceId, t.userId, t.chatId).where(sql`${t.readAt} is null`),
    foreignKey({
      name: "notifications_user_fk",
      columns: [t.workspaceId, t.userId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }).onDelete("cascade"),
  ],
);

export const mailStatuses = ["sending", "sent", "skipped", "failed"] as const;

/** One row per mail that tells a customer of replies: written before the provider is asked, settled after. */
export const customerMails = pgTable(
  "customer_mails",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    chatId: uuid("chat_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    toAddress: text("to_address").notNull(),
    /** The mail tells of public entries after `from` up to and including `to`. */
    fromPublicSeq: integer("from_public_seq").notNull(),
    toPublicSeq: integer("to_public_seq").notNull(),
    status: text("status", { enum: mailStatuses }).notNull(),
    providerId: text("provider_id"),
    error: text("error"),
    createdAt: createdAt(),
    settledAt: instant("settled_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("customer_mails_once").on(t.workspaceId, t.chatId, t.toPublicSeq),
    foreignKey({
      name: "customer_mails_chat_fk",
      columns: [t.workspaceId, t.chatId],
      foreignColumns: [chats.workspaceId, chats.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "customer_mails_customer_fk",
      columns: [t.workspaceId, t.customerId],
      foreignColumns: [customers.workspaceId, customers.id],
    }).onDelete("cascade"),
    check("customer_mails_status", sql`${t.status} in ('sending', 'sent', 'skipped', 'failed')`),
  ],
);

/** Heartbeats of open pages: one row per tab, made UNLOGGED by the migration since losing them costs nothing. */
export const presence = pgTable(
  "presence",
  {
    workspaceId: tenant(),
    tabId: uuid("tab_id").notNull(),
    userId: uuid("user_id"),
    customerId: uuid("customer_id"),
    /** The chat that is open in that tab, if any. */
    chatId: uuid("chat_id"),
    state: text("state", { enum: ["online", "away"] }).notNull(),
    seenAt: instant("seen_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.tabId] }),
    index("presence_customer").on(t.workspaceId, t.customerId),
    index("presence_user").on(t.workspaceId, t.userId),
    index("presence_seen").on(t.seenAt),
    check("presence_one_person", sql`num_nonnulls(${t.userId}, ${t.customerId}) = 1`),
  ],
);

/**
 * Which members browsers were last told are here; nobody else is. UNLOGGED: once lost, everybody present is told of
 * again.
 */
export const presenceTold = pgTable(
  "presence_told",
  {
    workspaceId: tenant(),
    userId: uuid("user_id").notNull(),
    state: text("state", { enum: ["online", "away"] }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.userId] })],
);

/** Counters of the rate limits, shared by all app processes; UNLOGGED, since losing them costs nothing. */
export const rateLimits = pgTable("rate_limits", {
  key: text("key").primaryKey(),
  points: integer("points").notNull(),
  expire: instant("expire"),
});
