import { and, eq, sql } from "drizzle-orm";
import { taskFieldValues, tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import {
  type FieldDefinition,
  type FieldValue,
  type FieldValues,
  fieldTextKey,
  type PlainValue,
} from "./field-rules";

/** A row of values as the database tells it. */
export type StoredValue = {
  field: string;
  type: FieldDefinition["type"];
  value: string | number | true | { id: string; name: string; avatar: string | null };
};

/** What a row of `tasks` has in the fields that are not archived; several options in their order. */
export const fieldsOfTask = sql<StoredValue[]>`coalesce((
  select json_agg(json_build_object('field', v.field_id, 'type', v.type, 'value', case v.type
      when 'text' then to_json(v.text_value) when 'number' then to_json(v.number_value)
      when 'date' then to_json(v.date_value) when 'checkbox' then to_json(true)
      when 'person' then json_build_object('id', p.id, 'name', p.name, 'avatar', p.avatar_key)
      else to_json(v.option_id) end) order by o.position, o.id)
  from task_field_values v
    join task_fields f on f.workspace_id = v.workspace_id and f.id = v.field_id and f.archived_at is null
    left join task_field_options o on o.workspace_id = v.workspace_id and o.id = v.option_id
    left join users p on p.id = v.user_id
  where v.workspace_id = tasks.workspace_id and v.task_id = tasks.id), '[]')`;

/** The same as members see it. */
export function toFieldValues(stored: readonly StoredValue[]): FieldValues {
  const values: Record<string, FieldValue> = {};
  for (const { field, type, value } of stored) {
    if (typeof value === "object") values[field] = { ...value, avatar: avatarUrl(value.avatar) };
    else if (type !== "multiple_choice") values[field] = value;
    else values[field] = [...((values[field] as string[] | undefined) ?? []), String(value)];
  }
  return values;
}

/** What a task has in a field. */
export async function valueIn(
  ctx: Context,
  taskId: string,
  fieldId: string,
): Promise<FieldValue | undefined> {
  const [row] = await ctx.tx
    .select({ fields: fieldsOfTask })
    .from(tasks)
    .where(and(eq(tasks.workspaceId, ctx.workspaceId), eq(tasks.id, taskId)));
  return toFieldValues(row?.fields ?? [])[fieldId];
}

/** Stores what a task has in a field from now on, whatever it was. */
export async function storeValue(
  ctx: Context,
  taskId: string,
  { id: fieldId, type }: Pick<FieldDefinition, "id" | "type">,
  value: PlainValue,
): Promise<void> {
  const { workspaceId } = ctx;
  const row = { workspaceId, taskId, fieldId, type };
  await ctx.tx
    .delete(taskFieldValues)
    .where(
      and(
        eq(taskFieldValues.workspaceId, workspaceId),
        eq(taskFieldValues.taskId, taskId),
        eq(taskFieldValues.fieldId, fieldId),
      ),
    );
  if (value === null) return;
  const rows = Array.isArray(value)
    ? value.map((optionId: string) => ({ ...row, slot: optionId, optionId }))
    : [{ ...row, slot: fieldId, ...columnsOf(type, value as string | number | true) }];
  await ctx.tx.insert(taskFieldValues).values(rows);
}

function columnsOf(type: FieldDefinition["type"], value: string | number | true) {
  if (typeof value === "number") return { numberValue: value };
  if (value === true) return {};
  switch (type) {
    case "date":
      return { dateValue: value };
    case "person":
      return { userId: value };
    case "choice":
      return { optionId: value };
    default:
      return { textValue: value, textKey: fieldTextKey(value) };
  }
}
