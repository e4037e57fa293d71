import { sql } from "drizzle-orm";
import {
  check,
  customType,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, instant, updatedAt } from "../columns";
import { tasks, taskTypes } from "./tasks";
import { memberships, tenant } from "./workspaces";

export const fieldTypes = [
  "text",
  "number",
  "date",
  "choice",
  "multiple_choice",
  "person",
  "checkbox",
] as const;

/** Compared by code point, wherever the database runs: browsers sort and search the same way. */
const byteText = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

/** What a workspace wants to know of its tickets and tasks besides what all have. */
export const taskFields = pgTable(
  "task_fields",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    /** The name as it is compared: without case, in whatever alphabet. */
    key: text("key").notNull(),
    /** Never changes: values are of this type. */
    type: text("type", { enum: fieldTypes }).notNull(),
    /** The types of tasks that have it. */
    shownOn: text("shown_on", { enum: taskTypes }).array().notNull(),
    position: integer("position").notNull().default(0),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    /** Shows nowhere; the values stay. */
    archivedAt: instant("archived_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    unique("task_fields_type_of").on(t.workspaceId, t.id, t.type),
    uniqueIndex("task_fields_key").on(t.workspaceId, t.key).where(sql`${t.archivedAt} is null`),
    check(
      "task_fields_type",
      sql`${t.type} in ('text', 'number', 'date', 'choice', 'multiple_choice', 'person', 'checkbox')`,
    ),
    check(
      "task_fields_shown_on",
      sql`${t.shownOn} <@ array['ticket', 'task', 'bug', 'epic'] and cardinality(${t.shownOn}) > 0`,
    ),
    check("task_fields_name_length", sql`length(${t.name}) between 1 and 40`),
  ],
);

/** What can be chosen. A retired option is no longer offered, and stays where it was chosen. */
export const taskFieldOptions = pgTable(
  "task_field_options",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    fieldId: uuid("field_id").notNull(),
    name: text("name").notNull(),
    position: integer("position").notNull().default(0),
    retiredAt: instant("retired_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    unique("task_field_options_of_field").on(t.workspaceId, t.fieldId, t.id),
    foreignKey({
      name: "task_field_options_field_fk",
      columns: [t.workspaceId, t.fieldId],
      foreignColumns: [taskFields.workspaceId, taskFields.id],
    }).onDelete("cascade"),
    check("task_field_options_name_length", sql`length(${t.name}) between 1 and 60`),
  ],
);

/** What tasks have in these fields: a row for each value, none where there is none. A checkbox has one while it is ticked. */
export const taskFieldValues = pgTable(
  "task_field_values",
  {
    workspaceId: tenant(),
    taskId: uuid("task_id").notNull(),
    fieldId: uuid("field_id").notNull(),
    /** Of several values the option, else the field: so there is one value unless there may be several. */
    slot: uuid("slot").notNull(),
    type: text("type", { enum: fieldTypes }).notNull(),
    textValue: text("text_value"),
    /** The text as it is compared, see `fieldTextKey`. */
    textKey: byteText("text_key"),
    numberValue: doublePrecision("number_value"),
    dateValue: date("date_value", { mode: "string" }),
    optionId: uuid("option_id"),
    userId: uuid("user_id"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.taskId, t.fieldId, t.slot] }),
    // For each type its values in order, so that lists are filtered and sorted by them without looking at all tasks.
    index("task_field_values_text")
      .on(t.workspaceId, t.fieldId, t.textKey, t.taskId)
      .where(sql`${t.textKey} is not null`),
    index("task_field_values_number")
      .on(t.workspaceId, t.fieldId, t.numberValue, t.taskId)
      .where(sql`${t.numberValue} is not null`),
    index("task_field_values_date")
      .on(t.workspaceId, t.fieldId, t.dateValue, t.taskId)
      .where(sql`${t.dateValue} is not null`),
    index("task_field_values_option")
      .on(t.workspaceId, t.fieldId, t.optionId, t.taskId)
      .where(sql`${t.optionId} is not null`),
    index("task_field_values_user")
      .on(t.workspaceId, t.fieldId, t.userId, t.taskId)
      .where(sql`${t.userId} is not null`),
    index("task_field_values_field").on(t.workspaceId, t.fieldId, t.taskId),
    foreignKey({
      name: "task_field_values_task_fk",
      columns: [t.workspaceId, t.taskId],
      foreignColumns: [tasks.workspaceId, tasks.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "task_field_values_field_fk",
      columns: [t.workspaceId, t.fieldId, t.type],
      foreignColumns: [taskFields.workspaceId, taskFields.id, taskFields.type],
    }).onDelete("cascade"),
    foreignKey({
      name: "task_field_values_option_fk",
      columns: [t.workspaceId, t.fieldId, t.optionId],
      foreignColumns: [taskFieldOptions.workspaceId, taskFieldOptions.fieldId, taskFieldOptions.id],
    }),
    foreignKey({
      name: "task_field_values_user_fk",
      columns: [t.workspaceId, t.userId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }),
    check(
      "task_field_values_slot",
      sql`${t.slot} = case ${t.type} when 'multiple_choice' then ${t.optionId} else ${t.fieldId} end`,
    ),
    check(
      "task_field_values_of_type",
      sql`(${t.textValue} is not null) = (${t.type} = 'text') and (${t.textKey} is not null) = (${t.type} = 'text')
        and (${t.numberValue} is not null) = (${t.type} = 'number')
        and (${t.dateValue} is not null) = (${t.type} = 'date')
        and (${t.optionId} is not null) = (${t.type} in ('choice', 'multiple_choice'))
        and (${t.userId} is not null) = (${t.type} = 'person')`,
    ),
    check("task_field_values_text_length", sql`length(${t.textValue}) between 1 and 500`),
    // Neither NaN nor an infinity is between two numbers.
    check("task_field_values_finite", sql`${t.numberValue} between -1e15 and 1e15`),
  ],
);
