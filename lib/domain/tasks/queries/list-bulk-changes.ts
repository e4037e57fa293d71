import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { bulkChangeRows, bulkChanges, tasks } from "@/db/schema";
import type { PublicError } from "@/lib/core/errors";
import { anyId } from "@/lib/core/input";
import { query } from "@/lib/core/query";
import { visibleTickets } from "@/lib/domain/chats/policy";
import { suggestionsPerMinute } from "@/lib/domain/chats/rate-limits";
import { getOwnBulk, own, selectBulkChanges } from "../bulk/bulk-changes";
import { mostInBulk, undoHours } from "../bulk/limits";
import type { BulkChangeView, BulkFailures } from "../bulk/views";
import { taskNumber } from "../input";
import { passing } from "../queue/conditions";
import { fitPlace } from "../queue/fit-place";
import { queueAddress } from "../queue/input";
import { planForValues } from "../queue/plan-for-values";

/** The caller's bulk changes that are under way, or whose summary they have not put away; newest first. */
export const listBulkChanges = query({
  name: "tasks.listBulkChanges",
  permission: "ticket:handle",
  input: z.object({}),
  async read(ctx): Promise<{ items: BulkChangeView[] }> {
    const recent = sql`${bulkChanges.createdAt} > now() - make_interval(hours => ${undoHours})`;
    return { items: await selectBulkChanges(ctx, and(own(ctx), isNull(bulkChanges.dismissedAt), recent)!) };
  },
});

const failuresAtOnce = 100;

/** Which tickets a bulk change of the caller's left as they were, and why. @throws AppError NOT_FOUND */
export const listBulkFailures = query({
  name: "tasks.listBulkFailures",
  permission: "ticket:handle",
  rateLimit: suggestionsPerMinute,
  input: z.object({ bulkChangeId: anyId, after: taskNumber.optional() }),
  async read(ctx, { bulkChangeId, after }): Promise<BulkFailures> {
    await getOwnBulk(ctx, bulkChangeId);
    const rows = await ctx.tx
      .select({
        number: bulkChangeRows.number,
        title: tasks.title,
        refusal: sql<PublicError>`${bulkChangeRows.refusal}`,
      })
      .from(bulkChangeRows)
      .leftJoin(tasks, and(visibleTickets(ctx), eq(tasks.number, bulkChangeRows.number)))
      .where(
        and(
          eq(bulkChangeRows.workspaceId, ctx.workspaceId),
          eq(bulkChangeRows.bulkChangeId, bulkChangeId),
          eq(bulkChangeRows.outcome, "refused"),
          after === undefined ? undefined : gt(bulkChangeRows.number, after),
        ),
      )
      .orderBy(asc(bulkChangeRows.number))
      .limit(failuresAtOnce + 1);
    const items = rows.slice(0, failuresAtOnce);
    return { items, next: rows.length > failuresAtOnce ? items.at(-1)!.number : null };
  },
});

/** What is left of a bulk change to be carried out, and for whom; nothing once it has ended. */
export const listBulkWork = query({
  name: "tasks.listBulkWork",
  permission: "system:work",
  input: z.object({ bulkChangeId: anyId, most: z.number().int().min(1).max(mostInBulk) }),
  async read(ctx, { bulkChangeId, most }): Promise<{ userId: string | null; numbers: number[] }> {
    const rows = await ctx.tx
      .select({ userId: bulkChanges.userId, number: bulkChangeRows.number })
      .from(bulkChanges)
      .innerJoin(
        bulkChangeRows,
        and(
          eq(bulkChangeRows.workspaceId, bulkChanges.workspaceId),
          eq(bulkChangeRows.bulkChangeId, bulkChanges.id),
        ),
      )
      .where(
        and(
          eq(bulkChanges.workspaceId, ctx.workspaceId),
          eq(bulkChanges.id, bulkChangeId),
          isNull(bulkChanges.finishedAt),
          isNull(bulkChangeRows.outcome),
        ),
      )
      .orderBy(asc(bulkChangeRows.number))
      .limit(most);
    return { userId: rows[0]?.userId ?? null, numbers: rows.map(({ number }) => number) };
  },
});

/** How many tickets a view shows the caller, up to what a bulk change can take and one more. */
export const countQueue = query({
  name: "tasks.countQueue",
  permission: "ticket:handle",
  rateLimit: suggestionsPerMinute,
  lane: () => "queue",
  input: z.object({ address: queueAddress }),
  async read(ctx, { address }): Promise<{ count: number; most: number }> {
    const [fitted] = await Promise.all([fitPlace(ctx, address.place), planForValues(ctx)]);
    const found = ctx.tx
      .select({ one: sql`1` })
      .from(tasks)
      .where(and(visibleTickets(ctx), passing(ctx, fitted)))
      .limit(mostInBulk + 1)
      .as("found");
    const [row] = await ctx.tx.select({ count: sql<number>`count(*)::int` }).from(found);
    return { count: row?.count ?? 0, most: mostInBulk };
  },
});
