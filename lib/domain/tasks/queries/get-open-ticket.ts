import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import { tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { query } from "@/lib/core/query";
import { readDraft } from "@/lib/domain/chats/drafts";
import type { Draft, MemberWindow } from "@/lib/domain/chats/views";
import { selectSummaries, toSummary } from "../summary";
import type { TicketDetail, TicketSummary } from "../views";
import { getTicketThread } from "./get-thread";
import { getTicket } from "./get-ticket";
import { readSeqOf } from "./list-tickets";

/** What a member needs to work on a ticket. */
export type OpenTicket = {
  ticket: TicketDetail;
  /** The newest window of its conversation. */
  thread: MemberWindow;
  /** What the member has begun to write in it. */
  draft: Draft | null;
  /** The chats that its thread shows besides its own, by number of their tickets. */
  merged: MergedThread[];
};

/** A ticket that was merged into the open one. */
export type MergedThread = {
  id: string;
  number: number;
  title: string;
  chatId: string;
  /** May be somebody else than who asked in the ticket itself. */
  requester: TicketSummary["requester"];
  thread: MemberWindow;
  draft: Draft | null;
  readSeq: number;
};

/** A ticket together with its thread, for opening it in one go. @throws AppError NOT_FOUND */
export const getOpenTicket = query({
  name: "tasks.getOpenTicket",
  permission: "ticket:handle",
  input: z.object({ number: z.coerce.number().int().min(1).max(2_147_483_647) }),
  async read(ctx, { number }): Promise<OpenTicket> {
    const ticket = await getTicket.handle(ctx, { number });
    const userId = ctx.actor.kind === "member" ? ctx.actor.userId : null;
    const open = async (chatId: string) => {
      const [thread, draft] = await Promise.all([
        getTicketThread.handle(ctx, { chatId }),
        userId ? readDraft(ctx, { chatId, userId }) : null,
      ]);
      // Whoever may handle the ticket gets the members' view of its thread.
      return { thread: thread as unknown as MemberWindow, draft };
    };
    const [own, merged] = await Promise.all([
      open(ticket.chatId),
      ticket.mergedFrom.length > 0 ? mergedTickets(ctx, ticket.id) : [],
    ]);
    const threads = await Promise.all(merged.map(async (one) => ({ ...one, ...(await open(one.chatId)) })));
    return { ticket, ...own, merged: threads };
  },
});

/** Seen by whoever sees the ticket that they were merged into. */
async function mergedTickets(ctx: Context, ticketId: string) {
  const rows = await selectSummaries(ctx.tx, { readSeq: readSeqOf(ctx) })
    .where(and(eq(tasks.workspaceId, ctx.workspaceId), eq(tasks.mergedIntoTaskId, ticketId)))
    .orderBy(asc(tasks.number));
  return rows.map((row) => {
    const { id, number, title, chatId, requester } = toSummary(row);
    return { id, number, title, chatId, requester, readSeq: Number(row.readSeq) };
  });
}
