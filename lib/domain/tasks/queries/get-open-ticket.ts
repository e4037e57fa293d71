import { z } from "zod";
import { query } from "@/lib/core/query";
import type { MemberWindow } from "@/lib/domain/chats/views";
import { channelName } from "@/lib/realtime/channel-names";
import { findSupportChat } from "../policy";
import type { TicketDetail } from "../views";
import { getTicketThread } from "./get-thread";
import { getTicket } from "./get-ticket";

/** What a member needs to work on a ticket: its details, the newest window of its thread, and where typing is heard. */
export type OpenTicket = { ticket: TicketDetail; thread: MemberWindow; typingChannel: string };

/** A ticket together with its thread, for opening it in one go. @throws AppError NOT_FOUND */
export const getOpenTicket = query({
  name: "tasks.getOpenTicket",
  permission: "ticket:handle",
  input: z.object({ number: z.coerce.number().int().min(1).max(2_147_483_647) }),
  async read(ctx, { number }): Promise<OpenTicket> {
    const ticket = await getTicket.handle(ctx, { number });
    const [thread, { chat }] = await Promise.all([
      getTicketThread.handle(ctx, { chatId: ticket.chatId }),
      findSupportChat(ctx, ticket.chatId),
    ]);
    const address = { workspaceId: ctx.workspaceId, epoch: chat.accessEpoch };
    // Whoever may handle the ticket gets the members' view of its thread.
    return {
      ticket,
      thread: thread as unknown as MemberWindow,
      typingChannel: channelName.customerTyping(address, ticket.chatId),
    };
  },
});
