import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { taskFields } from "@/db/schema";
import { command } from "@/lib/core/command";
import { notFound } from "@/lib/core/errors";
import { anyId } from "@/lib/core/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { lockWorkspace } from "@/lib/domain/workspaces/policy";
import { refuseTaken } from "@/lib/domain/workspaces/refuse-taken";
import { factsOf, keepOptions, lockField, recordField } from "../fields/definitions";
import { fieldKey } from "../fields/field-rules";
import { fieldName, fieldOptions, shownOn } from "../input";

const input = z.object({
  fieldId: anyId,
  name: fieldName.optional(),
  shownOn: shownOn.optional(),
  /** All that can be chosen from now on: what is missing is retired. */
  options: fieldOptions.optional(),
});

/**
 * Changes what a field is called, which tasks have it, and what can be chosen; what is left out stays. What tasks have in
 * it stays too. @returns what it was, to undo it; null when nothing changed
 * @throws AppError NOT_FOUND; INVALID naming `name` or `options`
 */
export const changeField = command({
  name: "tasks.changeField",
  permission: "field:manage",
  rateLimit: taskChangesPerMinute,
  input,
  async handle(ctx, { fieldId, ...given }): Promise<z.output<typeof input> | null> {
    await lockWorkspace(ctx);
    const before = await lockField(ctx, fieldId);
    if (before.archivedAt) throw notFound();
    const name = given.name ?? before.name;
    await refuseTaken(
      "name",
      ctx.tx
        .update(taskFields)
        .set({
          ...{ name, key: fieldKey(name) },
          shownOn: [...(given.shownOn ?? before.shownOn)],
          updatedAt: sql`now()`,
        })
        .where(and(eq(taskFields.workspaceId, ctx.workspaceId), eq(taskFields.id, fieldId))),
    );
    if (given.options) await keepOptions(ctx, before, given.options);
    const after = await lockField(ctx, fieldId);
    const offered = ({ options }: typeof before) =>
      options.flatMap(({ id, name, retired }) => (retired ? [] : [{ id, name }]));
    const [was, is] = [before, after].map((field) => JSON.stringify([factsOf(field), offered(field)]));
    if (was === is) return null;
    await recordField(ctx, "field.changed", fieldId, factsOf(before), factsOf(after));
    return { fieldId, name: before.name, shownOn: [...before.shownOn], options: offered(before) };
  },
});
