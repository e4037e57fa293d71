import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, instant, updatedAt } from "../columns";
import { tasks } from "./tasks";
import { tenant } from "./workspaces";

/** Names of colours: what each looks like in light and dark is the style sheet's. */
export const tagColors = [
  "gray",
  "red",
  "orange",
  "yellow",
  "green",
  "teal",
  "blue",
  "indigo",
  "purple",
  "pink",
] as const;

/** A tag that was deleted or merged stays as a row that nothing shows, so that this can be taken back. */
export const tags = pgTable(
  "tags",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    /** The name as it is compared: without case, in whatever alphabet. */
    key: text("key").notNull(),
    color: text("color", { enum: tagColors }).notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    goneAt: instant("gone_at"),
    /** Into which other one it went. */
    mergedInto: uuid("merged_into"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("tags_key").on(t.workspaceId, t.key).where(sql`${t.goneAt} is null`),
    foreignKey({
      name: "tags_merged_into_fk",
      columns: [t.workspaceId, t.mergedInto],
      foreignColumns: [t.workspaceId, t.id] as [AnyPgColumn, AnyPgColumn],
    }),
    check(
      "tags_color",
      sql`${t.color} in ('gray', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'indigo', 'purple', 'pink')`,
    ),
    check("tags_name_length", sql`length(${t.name}) between 1 and 40`),
    check("tags_merged_is_gone", sql`${t.mergedInto} is null or ${t.goneAt} is not null`),
    check("tags_not_into_itself", sql`${t.mergedInto} is distinct from ${t.id}`),
  ],
);

export const taskTags = pgTable(
  "task_tags",
  {
    workspaceId: tenant(),
    taskId: uuid("task_id").notNull(),
    tagId: uuid("tag_id").notNull(),
    /** The tag that it was until that one was merged. */
    mergedFrom: uuid("merged_from"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.taskId, t.tagId] }),
    index("task_tags_tag").on(t.workspaceId, t.tagId, t.taskId),
    foreignKey({
      name: "task_tags_task_fk",
      columns: [t.workspaceId, t.taskId],
      foreignColumns: [tasks.workspaceId, tasks.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "task_tags_tag_fk",
      columns: [t.workspaceId, t.tagId],
      foreignColumns: [tags.workspaceId, tags.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "task_tags_merged_from_fk",
      columns: [t.workspaceId, t.mergedFrom],
      foreignColumns: [tags.workspaceId, tags.id],
    }),
  ],
);
