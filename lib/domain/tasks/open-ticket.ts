import { sql } from "drizzle-orm";
import { chats, inboxes, participants, tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { postEvent } from "@/lib/domain/chats/post-entry";
import { lockKnownAs } from "@/lib/domain/customers/identities";
import { titleOf } from "@/lib/hashtags/title";
import { ticketOpened } from "./events";
import { takeNumber } from "./take-number";

export type NewTicket = {
  chatId: string;
  requester: { customerId: string } | { userId: string };
  inboxId: string | null;
  teamId: string | null;
  /** The first message: its first line titles the ticket. */
  firstMessage: string;
  source: "web_chat" | "member";
  followsTaskId?: string;
  /** Where it had to be taken before something else was locked. */
  number?: number;
};

/** Opens a support chat together with its ticket: one never exists without the other. */
export async function openTicket(
  ctx: Context,
  ticket: NewTicket,
): Promise<{ ticketId: string; number: number }> {
  const customerId = "customerId" in ticket.requester ? ticket.requester.customerId : null;
  const requesterUserId = "userId" in ticket.requester ? ticket.requester.userId : null;
  const { workspaceId } = ctx;
  const [number, knownAs] = await Promise.all([
    ticket.number ?? takeNumber(ctx),
    // The chat is whose browser it is; the ticket is whom the team knows them as.
    customerId ? lockKnownAs(ctx, customerId) : null,
  ]);
  const ticketId = newId();
  const title = titleOf(ticket.firstMessage);
  const requester = { workspaceId, customerId, requesterUserId };
  await ctx.tx
    .insert(chats)
    .values({ ...requester, id: ticket.chatId, kind: "support", inboxId: ticket.inboxId });
  await ctx.tx.insert(tasks).values({
    ...requester,
    customerId: knownAs,
    id: ticketId,
    number,
    type: "ticket",
    title,
    status: "new",
    teamId: ticket.teamId,
    chatId: ticket.chatId,
    source: ticket.source,
    followsTaskId: ticket.followsTaskId,
  });
  await ctx.tx.insert(participants).values({
    workspaceId,
    id: newId(),
    chatId: ticket.chatId,
    customerId,
    userId: requesterUserId,
    chatRole: "owner",
  });
  const followsTaskId = ticket.followsTaskId ?? null;
  ctx.emit(ticketOpened, ticketId, { taskId: ticketId, chatId: ticket.chatId, followsTaskId });
  await postEvent(ctx, ticket.chatId, { name: "ticket_opened" });
  return { ticketId, number };
}

/** The inbox in which a support chat starts, and the team whose queue it feeds. @throws AppError NOT_FOUND */
export async function findInbox(
  ctx: Context,
  inboxId: string,
): Promise<{ id: string; teamId: string | null }> {
  const [row] = await ctx.tx
    .select({ id: inboxes.id, teamId: inboxes.teamId })
    .from(inboxes)
    .where(sql`${inboxes.workspaceId} = ${ctx.workspaceId} and ${inboxes.id} = ${inboxId}
      and ${inboxes.archivedAt} is null`);
  if (!row) throw notFound();
  return row;
}
