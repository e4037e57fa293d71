import { and, eq, gt, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { ticketLeases } from "@/db/schema";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/core/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { memberActor } from "@/lib/domain/workspaces/policy";
import { leaseSeconds, oneNextAtATime } from "../leases";

/**
 * The caller stays with a ticket that they were handed as their next one, or leaves it to others. Whoever was handed it
 * meanwhile keeps it.
 * @returns whether it is the caller's now
 */
export const holdTicket = command({
  name: "tasks.holdTicket",
  permission: "ticket:handle",
  rateLimit: taskChangesPerMinute,
  lane: () => "next-ticket",
  input: z.object({ ticketId: anyId, open: z.boolean() }),
  async handle(ctx, { ticketId, open }): Promise<{ held: boolean }> {
    const { userId } = memberActor(ctx);
    const ofTicket = and(eq(ticketLeases.workspaceId, ctx.workspaceId), eq(ticketLeases.taskId, ticketId));
    const own = and(ofTicket, eq(ticketLeases.userId, userId));
    if (!open) {
      await ctx.tx.update(ticketLeases).set({ expiresAt: sql`now()` }).where(own);
      return { held: false };
    }
    await oneNextAtATime(ctx);
    const others = and(ofTicket, ne(ticketLeases.userId, userId), gt(ticketLeases.expiresAt, sql`now()`));
    if ((await ctx.tx.$count(ticketLeases, others)) > 0) return { held: false };
    const renewed = await ctx.tx
      .update(ticketLeases)
      .set({ expiresAt: sql`clock_timestamp() + make_interval(secs => ${leaseSeconds})` })
      .where(own)
      .returning({ taskId: ticketLeases.taskId });
    return { held: renewed.length > 0 };
  },
});
