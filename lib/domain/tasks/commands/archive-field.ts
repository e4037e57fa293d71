import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { taskFields } from "@/db/schema";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/core/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { lockWorkspace } from "@/lib/domain/workspaces/policy";
import { refuseTaken } from "@/lib/domain/workspaces/refuse-taken";
import { factsOf, lockField, recordField, requireRoomForField } from "../fields/definitions";

const input = z.object({ fieldId: anyId });

/** An archived field shows nowhere; what tasks have in it stays for `restoreField`. @throws AppError NOT_FOUND */
export const archiveField = command({
  name: "tasks.archiveField",
  permission: "field:manage",
  rateLimit: taskChangesPerMinute,
  input,
  async handle(ctx, { fieldId }): Promise<void> {
    await lockWorkspace(ctx);
    const field = await lockField(ctx, fieldId);
    if (field.archivedAt) return;
    await ctx.tx
      .update(taskFields)
      .set({ archivedAt: sql`now()`, updatedAt: sql`now()` })
      .where(and(eq(taskFields.workspaceId, ctx.workspaceId), eq(taskFields.id, fieldId)));
    await recordField(ctx, "field.archived", fieldId, factsOf(field), null);
  },
});

/**
 * Brings an archived field back with what tasks have in it.
 * @throws AppError NOT_FOUND; INVALID naming `name` when another field is called so by now; CONFLICT when there are many
 */
export const restoreField = command({
  name: "tasks.restoreField",
  permission: "field:manage",
  rateLimit: taskChangesPerMinute,
  input,
  async handle(ctx, { fieldId }): Promise<void> {
    await lockWorkspace(ctx);
    const field = await lockField(ctx, fieldId);
    if (!field.archivedAt) return;
    await requireRoomForField(ctx);
    await refuseTaken(
      "name",
      ctx.tx
        .update(taskFields)
        .set({ archivedAt: null, updatedAt: sql`now()` })
        .where(and(eq(taskFields.workspaceId, ctx.workspaceId), eq(taskFields.id, fieldId))),
    );
    await recordField(ctx, "field.restored", fieldId, null, factsOf(field));
  },
});
