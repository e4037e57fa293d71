import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, updatedAt } from "../columns";
import { memberships, tenant } from "./workspaces";

/** Texts that members put into replies and notes: their own, or everybody's who handles tickets. */
export const cannedReplies = pgTable(
  "canned_replies",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    /** Null: shared. */
    ownerUserId: uuid("owner_user_id"),
    /** What is typed behind `/`; in lower case. */
    shortcut: text("shortcut").notNull(),
    title: text("title").notNull(),
    /** Markdown with variables, as `{{customer.name}}`. */
    body: text("body").notNull(),
    /** Grows with every change, so that nobody overwrites what they have not seen. */
    version: integer("version").notNull().default(1),
    updatedBy: uuid("updated_by").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("canned_replies_shared_shortcut")
      .on(t.workspaceId, sql`lower(${t.shortcut})`)
      .where(sql`${t.ownerUserId} is null`),
    uniqueIndex("canned_replies_own_shortcut")
      .on(t.workspaceId, t.ownerUserId, sql`lower(${t.shortcut})`)
      .where(sql`${t.ownerUserId} is not null`),
    foreignKey({
      name: "canned_replies_owner_fk",
      columns: [t.workspaceId, t.ownerUserId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }).onDelete("cascade"),
    foreignKey({
      name: "canned_replies_updated_by_fk",
      columns: [t.workspaceId, t.updatedBy],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }),
    check("canned_replies_body_length", sql`char_length(${t.body}) between 1 and 10000`),
  ],
);
