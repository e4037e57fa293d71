import { and, eq, sql } from "drizzle-orm";
import { taskFieldValues } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { definedFields } from "../fields/definitions";
import { type FieldDefinition, fieldsOn, fieldTextKey } from "../fields/field-rules";
import type { AddressProblem } from "./address";
import { fitFields, namesFields } from "./field-columns";
import type { QueuePlace } from "./place";
import { planForValues } from "./plan-for-values";

/** A place in which only custom fields are named that tickets have, and these fields. */
export type Fitted = {
  place: QueuePlace;
  problems: AddressProblem[];
  fields: readonly FieldDefinition[];
  /** Which tasks have a text in a field of which that is asked, by the field's id, where they are few. */
  found: Readonly<Record<string, readonly string[]>>;
};

/** What of these places makes sense with the custom fields that there are; those are only asked for where one is named. */
export async function fitPlaces(ctx: Context, places: readonly QueuePlace[]): Promise<Fitted[]> {
  const fields = places.some(namesFields) ? fieldsOn(await definedFields(ctx), "ticket") : [];
  return Promise.all(
    places.map(async (said) => {
      const fitted = fitFields(said, fields);
      return { ...fitted, fields, found: await findTexts(ctx, fitted.place) };
    }),
  );
}

export async function fitPlace(ctx: Context, place: QueuePlace): Promise<Fitted> {
  const [fitted] = await fitPlaces(ctx, [place]);
  return fitted!;
}

/** Of more, going through the tickets finds a page soon. */
const few = 2_000;

/**
 * How many tasks have a text in a field nobody can tell beforehand, so the database would take any for common and go
 * through all tickets: the texts are looked through first, in their index.
 */
async function findTexts(ctx: Context, { filters }: QueuePlace): Promise<Fitted["found"]> {
  const found: Record<string, readonly string[]> = {};
  for (const [fieldId, filter] of Object.entries(filters.fields)) {
    if (filter.kind !== "text" || filter.how !== "has") continue;
    await planForValues(ctx);
    const rows = await ctx.tx
      .select({ taskId: taskFieldValues.taskId })
      .from(taskFieldValues)
      .where(
        and(
          eq(taskFieldValues.workspaceId, ctx.workspaceId),
          eq(taskFieldValues.fieldId, fieldId),
          sql`${taskFieldValues.textKey} is not null`,
          sql`strpos(${taskFieldValues.textKey}, ${fieldTextKey(filter.text)}) > 0`,
        ),
      )
      .limit(few + 1);
    if (rows.length <= few) found[fieldId] = rows.map(({ taskId }) => taskId);
  }
  return found;
}
