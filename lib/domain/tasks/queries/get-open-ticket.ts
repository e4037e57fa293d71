import { z } from "zod";
import { query } from "@/lib/core/query";
import { readDraft } from "@/lib/domain/chats/drafts";
import type { Draft, MemberWindow } from "@/lib/domain/chats/views";
import type { TicketDetail } from "../views";
import { getTicketThread } from "./get-thread";
import { getTicket } from "./get-ticket";

/** What a member needs to work on a ticket. */
export type OpenTicket = {
  ticket: TicketDetail;
  /** The newest window of its conversation. */
  thread: MemberWindow;
  /** What the member has begun to write in it. */
  draft: Draft | null;
};

/** A ticket together with its thread, for opening it in one go. @throws AppError NOT_FOUND */
export const getOpenTicket = query({
  name: "tasks.getOpenTicket",
  permission: "ticket:handle",
  input: z.object({ number: z.coerce.number().int().min(1).max(2_147_483_647) }),
  async read(ctx, { number }): Promise<OpenTicket> {
    const ticket = await getTicket.handle(ctx, { number });
    const userId = ctx.actor.kind === "member" ? ctx.actor.userId : null;
    const [thread, draft] = await Promise.all([
      getTicketThread.handle(ctx, { chatId: ticket.chatId }),
      userId ? readDraft(ctx, { chatId: ticket.chatId, userId }) : null,
    ]);
    // Whoever may handle the ticket gets the members' view of its thread.
    return { ticket, thread: thread as unknown as MemberWindow, draft };
  },
});
