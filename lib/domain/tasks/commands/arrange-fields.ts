import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { taskFields } from "@/db/schema";
import { command } from "@/lib/core/command";
import { conflict } from "@/lib/core/errors";
import { anyId } from "@/lib/core/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { lockWorkspace } from "@/lib/domain/workspaces/policy";
import { definedFields, factsOf, recordField } from "../fields/definitions";
import { mostFields } from "../fields/field-rules";

/**
 * Puts the custom fields in this order. @returns the order that it was, to undo it
 * @throws AppError CONFLICT when these are not the fields that there are by now
 */
export const arrangeFields = command({
  name: "tasks.arrangeFields",
  permission: "field:manage",
  rateLimit: taskChangesPerMinute,
  input: z.object({ fieldIds: z.array(anyId).max(mostFields) }),
  async handle(ctx, { fieldIds }): Promise<{ fieldIds: string[] }> {
    await lockWorkspace(ctx);
    const fields = await definedFields(ctx);
    const before = fields.map(({ id }) => id);
    if (before.toSorted().join() !== fieldIds.toSorted().join()) throw conflict("fields_changed");
    const moved = fields.find(({ id }, at) => id !== fieldIds[at]);
    if (!moved) return { fieldIds: before };
    await ctx.tx
      .update(taskFields)
      .set({ position: sql`array_position(${`{${fieldIds.join()}}`}::uuid[], ${taskFields.id})` })
      .where(
        and(
          eq(taskFields.workspaceId, ctx.workspaceId),
          sql`${taskFields.id} = any(${`{${fieldIds.join()}}`}::uuid[])`,
        ),
      );
    await recordField(ctx, "field.changed", moved.id, factsOf(moved), factsOf(moved));
    return { fieldIds: before };
  },
});
