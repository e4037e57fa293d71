import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { bulkChangeRows, bulkChanges } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { memberActor } from "@/lib/domain/workspaces/policy";
import { bulkMoved } from "../events";
import type { BulkDeed } from "./deed";
import { undoHours } from "./limits";
import type { BulkChangeView } from "./views";

/** A bulk change is nobody's but the asker's. */
export const own = (ctx: Context): SQL =>
  and(eq(bulkChanges.workspaceId, ctx.workspaceId), eq(bulkChanges.userId, memberActor(ctx).userId))!;

// Where nothing is joined, a column of the outer table stands without its table, which would mean another one inside.
const rows = sql`${bulkChangeRows} r where r.workspace_id = bulk_changes.workspace_id
  and r.bulk_change_id = bulk_changes.id`;
const counted = (outcome: string) =>
  sql<number>`(select count(*)::int from ${rows} and r.outcome = ${outcome})`;

/** Bulk changes as they are shown, newest first. */
export async function selectBulkChanges(ctx: Context, which: SQL, most = 10): Promise<BulkChangeView[]> {
  const found = await ctx.tx
    .select({
      id: bulkChanges.id,
      deed: sql<BulkDeed>`coalesce(${bulkChanges.deed}, (select o.deed from ${bulkChanges} o
        where o.workspace_id = bulk_changes.workspace_id and o.id = bulk_changes.undoes_id))`,
      label: bulkChanges.label,
      undoesId: bulkChanges.undoesId,
      total: bulkChanges.total,
      changed: counted("changed"),
      unchanged: counted("unchanged"),
      refused: counted("refused"),
      finished: sql<boolean>`${bulkChanges.finishedAt} is not null`,
      cancelled: sql<boolean>`${bulkChanges.cancelledAt} is not null`,
      dismissed: sql<boolean>`${bulkChanges.dismissedAt} is not null`,
      fresh: sql<boolean>`${bulkChanges.undoesId} is null
        and ${bulkChanges.createdAt} > now() - make_interval(hours => ${undoHours})
        and not exists (select from ${bulkChanges} u where u.workspace_id = bulk_changes.workspace_id
          and u.undoes_id = bulk_changes.id)`,
    })
    .from(bulkChanges)
    .where(and(eq(bulkChanges.workspaceId, ctx.workspaceId), which))
    .orderBy(desc(bulkChanges.createdAt), desc(bulkChanges.id))
    .limit(most);
  return found.map(({ finished, cancelled, fresh, ...row }) => ({
    ...row,
    state: cancelled ? "cancelled" : finished ? "done" : "running",
    mayUndo: finished && fresh && row.changed > 0,
  }));
}

/** One of the caller's. @throws AppError NOT_FOUND */
export async function getOwnBulk(ctx: Context, bulkChangeId: string): Promise<BulkChangeView> {
  const [view] = await selectBulkChanges(ctx, and(own(ctx), eq(bulkChanges.id, bulkChangeId))!);
  if (!view) throw notFound();
  return view;
}

/**
 * One of the caller's, kept from ending or going on until the transaction ends. Comes before the tickets: whoever holds
 * one of those never waits for this.
 * @param strength `share` for those who carry it out, `update` for those who end it
 * @throws AppError NOT_FOUND
 */
export async function lockOwnBulk(ctx: Context, bulkChangeId: string, strength: "share" | "update") {
  const [row] = await ctx.tx
    .select({
      id: bulkChanges.id,
      deed: sql<BulkDeed | null>`${bulkChanges.deed}`,
      undoesId: bulkChanges.undoesId,
      label: bulkChanges.label,
      cancelledAt: bulkChanges.cancelledAt,
      finishedAt: bulkChanges.finishedAt,
    })
    .from(bulkChanges)
    .where(and(own(ctx), eq(bulkChanges.id, bulkChangeId)))
    .for(strength);
  if (!row) throw notFound();
  return row;
}

/** Tells the asker's browsers that there is something to see. */
export function tellMoved(ctx: Context, bulkChangeId: string, userId: string): void {
  ctx.emit(bulkMoved, bulkChangeId, { bulkChangeId, userId });
}
