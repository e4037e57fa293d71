import { z } from "zod";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/domain/chats/input";
import { postEvent } from "@/lib/domain/chats/post-entry";
import { aboutTask, updateTask } from "../change-task";
import { ticketSnoozed } from "../events";
import { lockTask } from "../policy";

/** Ends a snooze whose time has come; a later one that somebody set meanwhile stays. */
export const wakeTicket = command({
  name: "tasks.wakeTicket",
  permission: "system:work",
  input: z.object({ ticketId: anyId }),
  async handle(ctx, { ticketId }): Promise<{ woken: boolean }> {
    const ticket = await lockTask(ctx, ticketId);
    if (!ticket.snoozedUntil || ticket.snoozedUntil.getTime() > Date.now()) return { woken: false };
    const { chatId, snoozedUntil } = ticket;
    await updateTask(ctx, ticketId, { snoozedUntil: null });
    const before = snoozedUntil.toISOString();
    ctx.emit(ticketSnoozed, ticketId, { ...aboutTask(ticket), before, after: null });
    await postEvent(ctx, chatId, { name: "unsnoozed" });
    return { woken: true };
  },
});
