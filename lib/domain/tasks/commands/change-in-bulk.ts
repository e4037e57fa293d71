import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { bulkChangeRows, tasks } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { conflict, notFound } from "@/lib/core/errors";
import { anyId } from "@/lib/core/input";
import { visibleTickets } from "@/lib/domain/chats/policy";
import { lockOwnBulk } from "../bulk/bulk-changes";
import { perform } from "../bulk/perform";
import { taskNumber } from "../input";
import { takeBack } from "../take-back";

/**
 * Changes one ticket of a bulk change, as the member who asked for it and with what they may do now. What became of it
 * is stored with the change, so that it is done once however often it is tried.
 * @throws AppError as the command of the change does; NOT_FOUND also for a ticket that the caller does not see
 */
export const changeInBulk = command({
  name: "tasks.changeInBulk",
  permission: "ticket:handle",
  // Whoever works by hand must find a connection, however many bulk changes are under way.
  lane: () => "bulk-change",
  input: z.object({ bulkChangeId: anyId, number: taskNumber }),
  async handle(ctx, { bulkChangeId, number }): Promise<{ settled: boolean }> {
    const { deed, undoesId, finishedAt } = await lockOwnBulk(ctx, bulkChangeId, "share");
    if (finishedAt) return { settled: false };
    const which = and(
      eq(bulkChangeRows.workspaceId, ctx.workspaceId),
      eq(bulkChangeRows.bulkChangeId, bulkChangeId),
      eq(bulkChangeRows.number, number),
    );
    const [row] = await ctx.tx.select().from(bulkChangeRows).where(which).for("update");
    if (!row) throw notFound();
    if (row.outcome) return { settled: false };
    if (undoesId) {
      if (!row.changeId) throw conflict("not_undoable");
      await takeBack(ctx, row.changeId);
      await ctx.tx.update(bulkChangeRows).set({ outcome: "changed" }).where(which);
      return { settled: true };
    }
    const changeId = await perform(ctx, await ticketNumbered(ctx, number), deed!, row.seen);
    await ctx.tx
      .update(bulkChangeRows)
      .set({ outcome: changeId ? "changed" : "unchanged", changeId })
      .where(which);
    return { settled: true };
  },
});

async function ticketNumbered(ctx: Context, number: number): Promise<string> {
  const [ticket] = await ctx.tx
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(visibleTickets(ctx), eq(tasks.number, number)));
  if (!ticket) throw notFound();
  return ticket.id;
}
