import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { fieldTypes, taskFields } from "@/db/schema";
import { command } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { lockWorkspace } from "@/lib/domain/workspaces/policy";
import { refuseTaken } from "@/lib/domain/workspaces/refuse-taken";
import { factsOf, keepOptions, lockField, recordField, requireRoomForField } from "../fields/definitions";
import { type FieldDefinition, fieldKey } from "../fields/field-rules";
import { fieldName, fieldOptions, shownOn } from "../input";

/**
 * Makes a custom field, below those that there are.
 * @throws AppError INVALID naming `name` when a field is called so, or `options`; CONFLICT when there are very many
 */
export const createField = command({
  name: "tasks.createField",
  permission: "field:manage",
  rateLimit: taskChangesPerMinute,
  input: z.object({ name: fieldName, type: z.enum(fieldTypes), shownOn, options: fieldOptions.default([]) }),
  async handle(ctx, { name, type, shownOn, options }): Promise<FieldDefinition> {
    await lockWorkspace(ctx);
    await requireRoomForField(ctx);
    const { workspaceId } = ctx;
    const id = newId();
    await refuseTaken(
      "name",
      ctx.tx.insert(taskFields).values({
        ...{ workspaceId, id, name, key: fieldKey(name), type, shownOn },
        position: sql`(select coalesce(max(f.position), 0) + 1 from ${taskFields} f
          where ${eq(sql`f.workspace_id`, workspaceId)})`,
      }),
    );
    await keepOptions(ctx, { id, type, options: [] }, options);
    const { archivedAt, ...field } = await lockField(ctx, id);
    await recordField(ctx, "field.created", id, null, factsOf(field));
    return field;
  },
});
