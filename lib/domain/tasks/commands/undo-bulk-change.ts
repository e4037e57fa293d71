import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { bulkChangeRows, bulkChanges } from "@/db/schema";
import { command } from "@/lib/core/command";
import { conflict, notFound } from "@/lib/core/errors";
import { anyId } from "@/lib/core/input";
import { clientId } from "@/lib/domain/chats/input";
import { bulkChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { memberActor } from "@/lib/domain/workspaces/policy";
import { getOwnBulk, lockOwnBulk, own, tellMoved } from "../bulk/bulk-changes";
import { smallBulk } from "../bulk/limits";
import type { BulkChangeView } from "../bulk/views";
import { bulkQueued, smallBulkStarted } from "../events";

/**
 * Takes back a bulk change of the caller's: every ticket that nobody has changed again since. That is a bulk change of
 * its own, with the same progress and summary, once; asked again, it answers with what the first time began.
 * @throws AppError NOT_FOUND; CONFLICT `not_undoable` while it runs, when it changed nothing, and when it is too old
 */
export const undoBulkChange = command({
  name: "tasks.undoBulkChange",
  permission: "ticket:handle",
  rateLimit: bulkChangesPerMinute,
  input: z.object({ bulkChangeId: anyId, undoId: clientId }),
  async handle(ctx, { bulkChangeId, undoId }): Promise<BulkChangeView> {
    const { userId } = memberActor(ctx);
    const { label } = await lockOwnBulk(ctx, bulkChangeId, "update");
    const [begun] = await ctx.tx
      .select({ id: bulkChanges.id })
      .from(bulkChanges)
      .where(and(own(ctx), eq(bulkChanges.undoesId, bulkChangeId)));
    if (begun) return getOwnBulk(ctx, begun.id);
    const { mayUndo, changed: total } = await getOwnBulk(ctx, bulkChangeId);
    if (!mayUndo) throw conflict("not_undoable");
    const { workspaceId } = ctx;
    const [made] = await ctx.tx
      .insert(bulkChanges)
      .values({ workspaceId, id: undoId, userId, deed: null, label, undoesId: bulkChangeId, total })
      .onConflictDoNothing()
      .returning({ id: bulkChanges.id });
    if (!made) throw notFound();
    await ctx.tx.execute(sql`
      insert into ${bulkChangeRows} (workspace_id, bulk_change_id, number, change_id)
      select r.workspace_id, ${undoId}::uuid, r.number, r.change_id from ${bulkChangeRows} r
      where r.workspace_id = ${workspaceId} and r.bulk_change_id = ${bulkChangeId} and r.outcome = 'changed'`);
    ctx.emit(total <= smallBulk ? smallBulkStarted : bulkQueued, undoId, { bulkChangeId: undoId, userId });
    // It can't be taken back a second time.
    tellMoved(ctx, bulkChangeId, userId);
    return getOwnBulk(ctx, undoId);
  },
});
