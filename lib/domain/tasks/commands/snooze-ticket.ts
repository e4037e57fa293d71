import { z } from "zod";
import { command } from "@/lib/core/command";
import { conflict, notFound } from "@/lib/core/errors";
import { anyId } from "@/lib/domain/chats/input";
import { postEvent } from "@/lib/domain/chats/post-entry";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { aboutTask, updateTask } from "../change-task";
import { ticketSnoozed } from "../events";
import { lockTask } from "../policy";
import { presentState } from "../present-state";
import { requireUnchanged } from "../require-unchanged";
import { requireSnoozeTime } from "../snooze-time";
import type { Changed } from "../views";

const instant = z.iso.datetime({ offset: true }).nullable();
/** As it is stored, whatever its offset. */
const sameInstant = (at: string | null | undefined) => at && new Date(at).toISOString();

/**
 * Hides a ticket from the waiting lists until a time, or until the customer writes. It is not a status: nothing
 * else about the ticket changes. `until: null` wakes it.
 */
export const snoozeTicket = command({
  name: "tasks.snoozeTicket",
  permission: "ticket:handle",
  rateLimit: taskChangesPerMinute,
  input: z.object({ ticketId: anyId, until: instant, from: instant.optional() }),
  async handle(ctx, input): Promise<Changed<{ ticketId: string; until: string | null }>> {
    const until = input.until === null ? null : new Date(input.until);
    if (until) requireSnoozeTime("until", until);
    const ticket = await lockTask(ctx, input.ticketId);
    const { taskId, type, chatId, status } = ticket;
    if (type !== "ticket") throw notFound();
    if (until && (status === "resolved" || status === "closed"))
      throw conflict("snooze_needs_open", { status });
    const before = ticket.snoozedUntil?.toISOString() ?? null;
    const after = until?.toISOString() ?? null;
    await requireUnchanged(ctx, ticket, ticketSnoozed, sameInstant(input.from), before);
    if (before !== after) {
      await updateTask(ctx, taskId, { snoozedUntil: until });
      const changeId = ctx.emit(ticketSnoozed, taskId, { ...aboutTask(ticket), before, after });
      const line = after ? { name: "snoozed" as const, until: after } : { name: "unsnoozed" as const };
      await postEvent(ctx, chatId, { ...line, changeId });
    }
    return { ...(await presentState(ctx, ticket)), undo: { ticketId: taskId, until: before } };
  },
});
