import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { bulkChangeRows, bulkChanges } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { PublicError } from "@/lib/core/errors";
import { notFound } from "@/lib/core/errors";
import { anyId } from "@/lib/core/input";
import { tellMoved } from "../bulk/bulk-changes";
import { taskNumber } from "../input";

/** Keeps why a ticket of a bulk change was left as it was. What was settled meanwhile stays. */
export const refuseInBulk = command({
  name: "tasks.refuseInBulk",
  permission: "system:work",
  input: z.object({
    bulkChangeId: anyId,
    number: taskNumber,
    refusal: z.custom<PublicError>((value) => typeof value === "object" && value !== null),
  }),
  async handle(ctx, { bulkChangeId, number, refusal }): Promise<Record<string, never>> {
    await ctx.tx
      .update(bulkChangeRows)
      .set({ outcome: "refused", refusal })
      .where(
        and(
          eq(bulkChangeRows.workspaceId, ctx.workspaceId),
          eq(bulkChangeRows.bulkChangeId, bulkChangeId),
          eq(bulkChangeRows.number, number),
          isNull(bulkChangeRows.outcome),
        ),
      );
    return {};
  },
});

/** Tells the asker how far their bulk change has come, and ends it when nothing is left. @throws AppError NOT_FOUND */
export const settleBulkChange = command({
  name: "tasks.settleBulkChange",
  permission: "system:work",
  input: z.object({ bulkChangeId: anyId }),
  async handle(ctx, { bulkChangeId }): Promise<{ done: boolean }> {
    const which = and(eq(bulkChanges.workspaceId, ctx.workspaceId), eq(bulkChanges.id, bulkChangeId));
    const [bulk] = await ctx.tx
      .select({
        userId: bulkChanges.userId,
        finishedAt: bulkChanges.finishedAt,
        left: sql<boolean>`exists (select from ${bulkChangeRows} r where r.workspace_id = bulk_changes.workspace_id
          and r.bulk_change_id = bulk_changes.id and r.outcome is null)`,
      })
      .from(bulkChanges)
      .where(which)
      .for("no key update");
    if (!bulk) throw notFound();
    if (bulk.finishedAt) return { done: true };
    if (!bulk.left) await ctx.tx.update(bulkChanges).set({ finishedAt: sql`now()` }).where(which);
    tellMoved(ctx, bulkChangeId, bulk.userId);
    return { done: !bulk.left };
  },
});
