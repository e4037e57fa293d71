import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { bulkChanges } from "@/db/schema";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/core/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { memberActor } from "@/lib/domain/workspaces/policy";
import { getOwnBulk, lockOwnBulk, own, tellMoved } from "../bulk/bulk-changes";
import type { BulkChangeView } from "../bulk/views";

const input = z.object({ bulkChangeId: anyId });

/**
 * Ends a bulk change of the caller's before all tickets had their turn; those that had it stay changed. One that takes
 * back another is carried through.
 * @throws AppError NOT_FOUND
 */
export const cancelBulkChange = command({
  name: "tasks.cancelBulkChange",
  permission: "ticket:handle",
  rateLimit: taskChangesPerMinute,
  input,
  async handle(ctx, { bulkChangeId }): Promise<BulkChangeView> {
    const { finishedAt, undoesId } = await lockOwnBulk(ctx, bulkChangeId, "update");
    if (!finishedAt && !undoesId) {
      await ctx.tx
        .update(bulkChanges)
        .set({ cancelledAt: sql`now()`, finishedAt: sql`now()` })
        .where(and(own(ctx), eq(bulkChanges.id, bulkChangeId)));
      tellMoved(ctx, bulkChangeId, memberActor(ctx).userId);
    }
    return getOwnBulk(ctx, bulkChangeId);
  },
});

/** Puts away the summary of a bulk change of the caller's, in all their tabs. @throws AppError NOT_FOUND */
export const dismissBulkChange = command({
  name: "tasks.dismissBulkChange",
  permission: "ticket:handle",
  rateLimit: taskChangesPerMinute,
  input,
  async handle(ctx, { bulkChangeId }): Promise<BulkChangeView> {
    const { finishedAt } = await lockOwnBulk(ctx, bulkChangeId, "update");
    if (finishedAt) {
      await ctx.tx
        .update(bulkChanges)
        .set({ dismissedAt: sql`now()` })
        .where(and(own(ctx), eq(bulkChanges.id, bulkChangeId)));
      tellMoved(ctx, bulkChangeId, memberActor(ctx).userId);
    }
    return getOwnBulk(ctx, bulkChangeId);
  },
});
