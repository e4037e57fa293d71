import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { taskFieldOptions, taskFields } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { conflict, invalid, notFound } from "@/lib/core/errors";
import { fieldChanged } from "../events";
import type { TaskType } from "../task-status";
import {
  type FieldDefinition,
  type FieldOption,
  fieldKey,
  hasOptions,
  mostFields,
  mostOptionsKept,
} from "./field-rules";

const optionsOfField = sql<FieldOption[]>`coalesce((
  select json_agg(json_build_object('id', o.id, 'name', o.name, 'retired', o.retired_at is not null)
    order by o.position, o.id)
  from task_field_options o where o.workspace_id = task_fields.workspace_id and o.field_id = task_fields.id), '[]')`;

const columns = {
  id: taskFields.id,
  name: taskFields.name,
  type: taskFields.type,
  shownOn: sql<TaskType[]>`${taskFields.shownOn}`,
  options: optionsOfField,
};

/** The fields that the workspace has, in their order. */
export const definedFields = (ctx: Context, only?: SQL): Promise<FieldDefinition[]> =>
  ctx.tx
    .select(columns)
    .from(taskFields)
    .where(and(eq(taskFields.workspaceId, ctx.workspaceId), isNull(taskFields.archivedAt), only))
    .orderBy(asc(taskFields.position), asc(taskFields.id));

/** A field as it is stored, archived or not. */
export type StoredField = FieldDefinition & { archivedAt: Date | null };

/** All fields with those that are archived. */
export const storedFields = (ctx: Context): Promise<StoredField[]> =>
  ctx.tx
    .select({ ...columns, archivedAt: taskFields.archivedAt })
    .from(taskFields)
    .where(eq(taskFields.workspaceId, ctx.workspaceId))
    .orderBy(asc(taskFields.position), asc(taskFields.id));

/** A field that is to be given a value: it stays what it is until the transaction ends. Fields come after tasks. */
export async function findField(
  ctx: Context,
  fieldId: string,
  how: "update" | "share" = "share",
): Promise<StoredField | null> {
  const [field] = await ctx.tx
    .select({ ...columns, archivedAt: taskFields.archivedAt })
    .from(taskFields)
    .where(and(eq(taskFields.workspaceId, ctx.workspaceId), eq(taskFields.id, fieldId)))
    .for(how);
  return field ?? null;
}

/** A field that is to be changed. @throws AppError NOT_FOUND */
export async function lockField(ctx: Context, fieldId: string): Promise<StoredField> {
  const field = await findField(ctx, fieldId, "update");
  if (!field) throw notFound();
  return field;
}

/** @throws AppError CONFLICT when there are as many as anybody finds their way in; call it under the workspace's lock */
export async function requireRoomForField(ctx: Context): Promise<void> {
  const fields = await definedFields(ctx);
  if (fields.length >= mostFields) throw conflict("too_many_fields", { limit: mostFields });
}

export type GivenOption = { id: string; name: string };

/**
 * Gives a field these options in this order. One that is not among them is retired where something has it, and else
 * gone. @throws AppError INVALID naming `options`
 */
export async function keepOptions(
  ctx: Context,
  field: Pick<StoredField, "id" | "type" | "options">,
  given: readonly GivenOption[],
): Promise<void> {
  if (!hasOptions(field.type)) {
    if (given.length > 0) throw invalid("options", "no_options");
    return;
  }
  refuseSameNames(given);
  const { workspaceId } = ctx;
  const missing = field.options.filter(({ id }) => !given.some((option) => option.id === id));
  if (given.length + missing.length > mostOptionsKept) {
    throw invalid("options", "too_many_options", { limit: mostOptionsKept });
  }
  if (missing.length > 0) {
    const ids = sql.param(`{${missing.map(({ id }) => id).join()}}`);
    const gone = sql`o.workspace_id = ${workspaceId} and o.field_id = ${field.id} and o.id = any(${ids}::uuid[])`;
    await ctx.tx.execute(sql`delete from task_field_options o where ${gone} and not exists (
      select from task_field_values v
      where v.workspace_id = o.workspace_id and v.field_id = o.field_id and v.option_id = o.id)`);
    await ctx.tx.execute(sql`update task_field_options o
      set retired_at = coalesce(o.retired_at, now()), position = ${given.length}::int + o.position where ${gone}`);
  }
  if (given.length === 0) throw invalid("options", "options_needed");
  const rows = given.map(({ id, name }, position) => ({
    workspaceId,
    id,
    fieldId: field.id,
    name,
    position,
  }));
  const stored = await ctx.tx
    .insert(taskFieldOptions)
    .values(rows)
    .onConflictDoUpdate({
      target: [taskFieldOptions.workspaceId, taskFieldOptions.id],
      set: { name: sql`excluded.name`, position: sql`excluded.position`, retiredAt: null },
      // An option of another field stays where it is.
      setWhere: eq(taskFieldOptions.fieldId, field.id),
    })
    .returning({ id: taskFieldOptions.id });
  if (stored.length < rows.length) throw invalid("options", "unknown_option");
}

function refuseSameNames(given: readonly GivenOption[]): void {
  const seen = new Set<string>();
  const ids = new Set<string>();
  for (const [at, { id, name }] of given.entries()) {
    if (seen.has(fieldKey(name)) || ids.has(id)) throw invalid(`options.${at}.name`, "taken");
    seen.add(fieldKey(name));
    ids.add(id);
  }
}

type Facts = { name: string; type: string; shownOn: readonly string[]; options: string[] };

/** What the audit log keeps of a field. */
export const factsOf = ({ name, type, shownOn, options }: FieldDefinition): Facts => ({
  ...{ name, type, shownOn },
  options: options.filter(({ retired }) => !retired).map((option) => option.name),
});

/** Tells screens and the audit log what became of a field; null: it is not there. */
export async function recordField(
  ctx: Context,
  action: "field.created" | "field.changed" | "field.archived" | "field.restored",
  fieldId: string,
  before: Facts | null,
  after: Facts | null,
): Promise<void> {
  ctx.emit(fieldChanged, fieldId, { fieldId, before, after });
  await ctx.audit({ action, subjectType: "field", subjectId: fieldId, before, after });
}
