import { type SQL, sql } from "drizzle-orm";
import {
  boolean,
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
import { createdAt, instant, tsvector, updatedAt } from "../columns";
import { customers, inboxes } from "./customers";
import { memberships, tenant } from "./workspaces";

export const chatKinds = ["direct", "group", "support"] as const;
export const messageKinds = ["message", "note", "event"] as const;

export const chats = pgTable(
  "chats",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    kind: text("kind", { enum: chatKinds }).notNull(),
    title: text("title"),
    /** Of direct chats: both user ids in order, so that two people have one chat. */
    directKey: text("direct_key"),
    /** Only participants see it. Not private is a task's own chat: whoever sees the task sees that. */
    isPrivate: boolean("is_private").notNull().default(true),
    createdBy: uuid("created_by"),
    inboxId: uuid("inbox_id"),
    customerId: uuid("customer_id"),
    /** A member who asks for support: counts as a customer in this chat. */
    requesterUserId: uuid("requester_user_id"),
    /** Last used entry number over all entries, and over the public ones: no gaps in either. */
    seq: integer("seq").notNull().default(0),
    publicSeq: integer("public_seq").notNull().default(0),
    /** Number of the last message or note that still stands: a reader who isn't there yet has something unread. */
    messageSeq: integer("message_seq").notNull().default(0),
    /** Raised by every visible change; catch-up asks for what came after a revision. */
    rev: integer("rev").notNull().default(0),
    publicRev: integer("public_rev").notNull().default(0),
    /** The revision of the last change of the chat's own state (title, participants, read positions). */
    stateRev: integer("state_rev").notNull().default(0),
    publicStateRev: integer("public_state_rev").notNull().default(0),
    /** Part of the customers' channel name; raised when the customer's access ends. */
    accessEpoch: integer("access_epoch").notNull().default(1),
    /** Part of the members' channel names; raised when a member may have lost sight of this chat. */
    membersEpoch: integer("members_epoch").notNull().default(1),
    lastMessageAt: instant("last_message_at"),
    lastMessageText: text("last_message_text"),
    lastMessageBy: text("last_message_by", { enum: ["member", "customer", "note"] }),
    archivedAt: instant("archived_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("chats_direct").on(t.workspaceId, t.directKey).where(sql`${t.directKey} is not null`),
    index("chats_customer").on(t.workspaceId, t.customerId),
    index("chats_requester").on(t.workspaceId, t.requesterUserId),
    // Support chats are the most by far: those of the team are found without looking at them.
    index("chats_of_team").on(t.workspaceId, t.id).where(sql`${t.kind} <> 'support'`),
    // Every message sets this time; an index of ranges is the one kind that then need not be written with the row.
    index("chats_inactive").using("brin", t.lastMessageAt),
    foreignKey({
      name: "chats_inbox_fk",
      columns: [t.workspaceId, t.inboxId],
      foreignColumns: [inboxes.workspaceId, inboxes.id],
    }),
    foreignKey({
      name: "chats_customer_fk",
      columns: [t.workspaceId, t.customerId],
      foreignColumns: [customers.workspaceId, customers.id],
    }),
    foreignKey({
      name: "chats_requester_fk",
      columns: [t.workspaceId, t.requesterUserId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }),
    check("chats_kind", sql`${t.kind} in ('direct', 'group', 'support')`),
    check(
      "chats_support_has_one_requester",
      sql`(${t.kind} = 'support') = (num_nonnulls(${t.customerId}, ${t.requesterUserId}) = 1)`,
    ),
    check("chats_direct_has_key", sql`(${t.kind} = 'direct') = (${t.directKey} is not null)`),
    check(
      "chats_counters",
      sql`${t.publicSeq} <= ${t.seq} and ${t.messageSeq} <= ${t.seq} and ${t.publicRev} <= ${t.rev}`,
    ),
  ],
);

export const participants = pgTable(
  "participants",
  {
    workspaceId: tenant(),
    chatId: uuid("chat_id").notNull(),
    id: uuid("id").notNull(),
    userId: uuid("user_id"),
    customerId: uuid("customer_id"),
    chatRole: text("chat_role", { enum: ["owner", "member"] })
      .notNull()
      .default("member"),
    joinedAt: instant("joined_at").notNull().defaultNow(),
    leftAt: instant("left_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("participants_user")
      .on(t.workspaceId, t.chatId, t.userId)
      .where(sql`${t.userId} is not null`),
    uniqueIndex("participants_customer")
      .on(t.workspaceId, t.chatId, t.customerId)
      .where(sql`${t.customerId} is not null`),
    index("participants_of_user").on(t.workspaceId, t.userId, t.chatId),
    foreignKey({
      name: "participants_chat_fk",
      columns: [t.workspaceId, t.chatId],
      foreignColumns: [chats.workspaceId, chats.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "participants_user_fk",
      columns: [t.workspaceId, t.userId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }),
    foreignKey({
      name: "participants_customer_fk",
      columns: [t.workspaceId, t.customerId],
      foreignColumns: [customers.workspaceId, customers.id],
    }),
    check("participants_one_person", sql`num_nonnulls(${t.userId}, ${t.customerId}) = 1`),
    check("participants_chat_role", sql`${t.chatRole} in ('owner', 'member')`),
  ],
);

/**
 * How far somebody has read a chat, and how far it reached their browser: over `seq` for members, over the
 * public sequence for customers and requesters. Positions only move forward.
 */
export const readPositions = pgTable(
  "read_positions",
  {
    workspaceId: tenant(),
    chatId: uuid("chat_id").notNull(),
    /** The user's or the customer's id. */
    readerId: uuid("reader_id").notNull(),
    userId: uuid("user_id"),
    customerId: uuid("customer_id"),
    readSeq: integer("read_seq").notNull().default(0),
    deliveredSeq: integer("delivered_seq").notNull().default(0),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.chatId, t.readerId] }),
    foreignKey({
      name: "read_positions_chat_fk",
      columns: [t.workspaceId, t.chatId],
      foreignColumns: [chats.workspaceId, chats.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "read_positions_user_fk",
      columns: [t.workspaceId, t.userId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }),
    foreignKey({
      name: "read_positions_customer_fk",
      columns: [t.workspaceId, t.customerId],
      foreignColumns: [customers.workspaceId, customers.id],
    }),
    check("read_positions_reader", sql`${t.readerId} = coalesce(${t.userId}, ${t.customerId})`),
    check("read_positions_one_person", sql`num_nonnulls(${t.userId}, ${t.customerId}) = 1`),
  ],
);

export const messages = pgTable(
  "messages",
  {
    workspaceId: tenant(),
    /** Made by the sender's browser (UUIDv7): storing it again changes nothing. */
    id: uuid("id").notNull(),
    chatId: uuid("chat_id").notNull(),
    seq: integer("seq").notNull(),
    /** Null: customers never see this entry by any path. */
    publicSeq: integer("public_seq"),
    /** The chat's revision at this entry's last change. */
    rev: integer("rev").notNull(),
    publicRev: integer("public_rev"),
    kind: text("kind", { enum: messageKinds }).notNull(),
    authorUserId: uuid("author_user_id"),
    authorCustomerId: uuid("author_customer_id"),
    body: text("body").notNull().default(""),
    /** What customers get instead of `body`: the same without what commands the team's chat. Null: no difference. */
    publicBody: text("public_body"),
    /** The entry of the same chat that this one answers. */
    replyToId: uuid("reply_to_id"),
    /** Who is named in it: `[{ kind, id, name }]`, names as they were written. */
    mentions: jsonb("mentions"),
    /** For kind `event`: `{ name, … }` with ids and plain values, worded by the reader's catalogue. */
    event: jsonb("event"),
    search: tsvector("search").generatedAlwaysAs(
      // The Russian configuration stems Latin words in English; ё is written as е half of the time.
      (): SQL => sql`to_tsvector('russian', translate(${messages.body}, 'ёЁ', 'еЕ'))`,
    ),
    createdAt: createdAt(),
    editedAt: instant("edited_at"),
    deletedAt: instant("deleted_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("messages_seq").on(t.workspaceId, t.chatId, t.seq),
    uniqueIndex("messages_public_seq")
      .on(t.workspaceId, t.chatId, t.publicSeq)
      .where(sql`${t.publicSeq} is not null`),
    index("messages_rev").on(t.workspaceId, t.chatId, t.rev),
    index("messages_search").using("gin", t.search),
    // "from:ana": what a member wrote, newest first. Customers are found by their chats.
    index("messages_of_member")
      .on(t.workspaceId, t.authorUserId, t.id)
      .where(sql`${t.authorUserId} is not null`),
    // Whoever deletes messages asks for each whether another answers it.
    index("messages_answers").on(t.workspaceId, t.replyToId).where(sql`${t.replyToId} is not null`),
    foreignKey({
      name: "messages_chat_fk",
      columns: [t.workspaceId, t.chatId],
      foreignColumns: [chats.workspaceId, chats.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "messages_author_user_fk",
      columns: [t.workspaceId, t.authorUserId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }),
    foreignKey({
      name: "messages_author_customer_fk",
      columns: [t.workspaceId, t.authorCustomerId],
      foreignColumns: [customers.workspaceId, customers.id],
    }),
    foreignKey({
      name: "messages_reply_fk",
      columns: [t.workspaceId, t.replyToId],
      foreignColumns: [t.workspaceId, t.id],
    }),
    check("messages_kind", sql`${t.kind} in ('message', 'note', 'event')`),
    check("messages_note_is_internal", sql`${t.kind} <> 'note' or ${t.publicSeq} is null`),
    check("messages_author", sql`num_nonnulls(${t.authorUserId}, ${t.authorCustomerId}) <= 1`),
    check("messages_body_length", sql`length(${t.body}) <= 20000`),
  ],
);

/** What a message said before each of its changes, oldest first. */
export const messageEdits = pgTable(
  "message_edits",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    messageId: uuid("message_id").notNull(),
    body: text("body").notNull(),
    editedBy: uuid("edited_by").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("message_edits_message").on(t.workspaceId, t.messageId, t.id),
    foreignKey({
      name: "message_edits_message_fk",
      columns: [t.workspaceId, t.messageId],
      foreignColumns: [messages.workspaceId, messages.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "message_edits_by_fk",
      columns: [t.workspaceId, t.editedBy],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }),
  ],
);

/** Members' reactions; customers neither make nor see them. */
export const reactions = pgTable(
  "reactions",
  {
    workspaceId: tenant(),
    messageId: uuid("message_id").notNull(),
    userId: uuid("user_id").notNull(),
    emoji: text("emoji").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.messageId, t.userId, t.emoji] }),
    foreignKey({
      name: "reactions_message_fk",
      columns: [t.workspaceId, t.messageId],
      foreignColumns: [messages.workspaceId, messages.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "reactions_user_fk",
      columns: [t.workspaceId, t.userId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }),
  ],
);

/** A file of a chat. Without a message it was uploaded and not sent yet, and is cleaned up when nobody sends it. */
export const files = pgTable(
  "files",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    /** Null while it waits for the message that begins its conversation. */
    chatId: uuid("chat_id"),
    messageId: uuid("message_id"),
    /** Place within its message. */
    position: integer("position").notNull().default(0),
    uploaderUserId: uuid("uploader_user_id"),
    uploaderCustomerId: uuid("uploader_customer_id"),
    /** Before the conversation nobody is known yet: then it is whoever holds this token. */
    uploadTokenHash: text("upload_token_hash"),
    name: text("name").notNull(),
    /** Found from the content, never from the name. */
    contentType: text("content_type").notNull(),
    size: integer("size").notNull(),
    /** Of images, in pixels. */
    width: integer("width"),
    height: integer("height"),
    storageKey: text("storage_key").notNull(),
    thumbnailKey: text("thumbnail_key"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("files_message").on(t.workspaceId, t.messageId, t.position),
    index("files_chat").on(t.workspaceId, t.chatId),
    uniqueIndex("files_stored").on(t.workspaceId, t.storageKey),
    index("files_unsent").on(t.createdAt).where(sql`${t.messageId} is null`),
    foreignKey({
      name: "files_chat_fk",
      columns: [t.workspaceId, t.chatId],
      foreignColumns: [chats.workspaceId, chats.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "files_message_fk",
      columns: [t.workspaceId, t.messageId],
      foreignColumns: [messages.workspaceId, messages.id],
    }),
    foreignKey({
      name: "files_user_fk",
      columns: [t.workspaceId, t.uploaderUserId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }),
    foreignKey({
      name: "files_customer_fk",
      columns: [t.workspaceId, t.uploaderCustomerId],
      foreignColumns: [customers.workspaceId, customers.id],
    }),
    check(
      "files_one_uploader",
      sql`num_nonnulls(${t.uploaderUserId}, ${t.uploaderCustomerId}, ${t.uploadTokenHash}) = 1`,
    ),
    check("files_before_chat", sql`(${t.chatId} is null) = (${t.uploadTokenHash} is not null)`),
    check("files_size", sql`${t.size} between 1 and 26214400`),
  ],
);

/** How one member keeps a chat: theirs alone, whether they take part in it or only handle its ticket. */
export const chatSettings = pgTable(
  "chat_settings",
  {
    workspaceId: tenant(),
    chatId: uuid("chat_id").notNull(),
    userId: uuid("user_id").notNull(),
    pinnedAt: instant("pinned_at"),
    mutedAt: instant("muted_at"),
    /** Out of one's list until something is said after this entry. */
    archivedSeq: integer("archived_seq"),
    /** Marked unread from this entry on, until it is read again. */
    unreadFromSeq: integer("unread_from_seq"),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.chatId, t.userId] }),
    index("chat_settings_user").on(t.workspaceId, t.userId),
    foreignKey({
      name: "chat_settings_chat_fk",
      columns: [t.workspaceId, t.chatId],
      foreignColumns: [chats.workspaceId, chats.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "chat_settings_user_fk",
      columns: [t.workspaceId, t.userId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }).onDelete("cascade"),
  ],
);

/** What a member has begun to write in a chat: it follows them to other tabs and devices. */
export const drafts = pgTable(
  "drafts",
  {
    workspaceId: tenant(),
    chatId: uuid("chat_id").notNull(),
    userId: uuid("user_id").notNull(),
    body: text("body").notNull(),
    kind: text("kind", { enum: ["message", "note"] }).notNull(),
    replyToId: uuid("reply_to_id"),
    /** Whom it names, as in messages. */
    mentions: jsonb("mentions").notNull().default([]),
    /** Raised by every save: an older one that arrives late changes nothing. */
    version: integer("version").notNull().default(1),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.chatId, t.userId] }),
    index("drafts_user").on(t.workspaceId, t.userId),
    foreignKey({
      name: "drafts_chat_fk",
      columns: [t.workspaceId, t.chatId],
      foreignColumns: [chats.workspaceId, chats.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "drafts_user_fk",
      columns: [t.workspaceId, t.userId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }).onDelete("cascade"),
    check("drafts_kind", sql`${t.kind} in ('message', 'note')`),
    check("drafts_body_length", sql`length(${t.body}) <= 20000`),
  ],
);
