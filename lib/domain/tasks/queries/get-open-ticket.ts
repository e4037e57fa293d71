import { and, asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { query } from "@/lib/core/query";
import { readDraft } from "@/lib/domain/chats/drafts";
import { entriesById, toMemberEntry } from "@/lib/domain/chats/entries";
import type { Draft, MemberEntry, MemberWindow } from "@/lib/domain/chats/views";
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
  /** Messages of other chats that were split into it, by their chat. */
  split: SplitThread[];
};

/** What its thread shows of the chat from which a ticket was split. */
export type SplitThread = {
  chatId: string;
  /** Of the ticket from which they were split. */
  number: number;
  requesterId: string;
  entries: MemberEntry[];
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
    const [own, merged, split] = await Promise.all([
      open(ticket.chatId),
      ticket.mergedFrom.length > 0 ? mergedTickets(ctx, ticket.id) : [],
      splitInto(ctx, ticket.id),
    ]);
    const threads = await Promise.all(merged.map(async (one) => ({ ...one, ...(await open(one.chatId)) })));
    const shown = new Set([ticket.chatId, ...merged.map(({ chatId }) => chatId)]);
    return { ticket, ...own, merged: threads, split: split.filter(({ chatId }) => !shown.has(chatId)) };
  },
});

/** Seen by whoever sees the ticket that was made of them, or one that this was merged into. */
async function splitInto(ctx: Context, ticketId: string): Promise<SplitThread[]> {
  const rows = await ctx.tx.execute<{
    chat_id: string;
    number: number;
    requester: string;
    ids: string[];
  }>(sql`
    select m.chat_id, source.number, coalesce(c.customer_id, c.requester_user_id) as requester,
      array_agg(m.id) as ids
    from tasks made
      join ticket_splits k on k.workspace_id = made.workspace_id and k.new_task_id = made.id and k.undone_at is null
      join split_messages s on s.workspace_id = k.workspace_id and s.split_id = k.id
      join messages m on m.workspace_id = s.workspace_id and m.id = s.message_id
      join chats c on c.workspace_id = m.workspace_id and c.id = m.chat_id
      join tasks source on source.workspace_id = c.workspace_id and source.chat_id = c.id
    where made.workspace_id = ${ctx.workspaceId}
      and (made.id = ${ticketId} or made.merged_into_task_id = ${ticketId})
    group by 1, 2, 3 order by 2`);
  return Promise.all(
    rows.map(async ({ chat_id, number, requester, ids }) => {
      const entries = await entriesById(ctx.tx, ctx.workspaceId, ids);
      return { chatId: chat_id, number, requesterId: requester, entries: entries.map(toMemberEntry) };
    }),
  );
}

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
