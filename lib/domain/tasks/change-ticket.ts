import { and, eq, type SQL, sql } from "drizzle-orm";
import { memberships, tasks, teams, users } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { conflict, invalid } from "@/lib/core/errors";
import { endChatAccess } from "@/lib/domain/chats/end-chat-access";
import { postEvent } from "@/lib/domain/chats/post-entry";
import { touchState } from "@/lib/domain/chats/read-positions";
import type { EventLine } from "@/lib/domain/chats/views";
import { notify } from "@/lib/domain/notifications/notify";
import { ticketAssigned, ticketStatusChanged } from "./events";
import { queueAudiences, type SupportChat } from "./policy";
import { afterMemberTouch, mayMove, nextStatuses } from "./ticket-status";
import type { TicketStatus } from "./views";

type Row = typeof tasks.$inferInsert;
export type TicketColumns = { [Column in keyof Row]?: Row[Column] | SQL };

/** Writes columns of a ticket and raises its version; that something happened counts as activity unless said otherwise. */
export async function updateTicket(ctx: Context, ticketId: string, values: TicketColumns): Promise<void> {
  await ctx.tx
    .update(tasks)
    .set({ lastActivityAt: sql`now()`, ...values, version: sql`${tasks.version} + 1`, updatedAt: sql`now()` })
    .where(and(eq(tasks.workspaceId, ctx.workspaceId), eq(tasks.id, ticketId)));
}

/**
 * Moves a ticket to another status and records it.
 * @throws AppError CONFLICT naming the allowed moves
 */
export async function moveStatus(ctx: Context, ticket: SupportChat, to: TicketStatus): Promise<void> {
  const from = ticket.status;
  if (from === to) return;
  if (!mayMove(from, to)) throw conflict("status_not_allowed", { from, to, allowed: nextStatuses(from) });
  await updateTicket(ctx, ticket.ticketId, statusColumns(from, to));
  ctx.emit(ticketStatusChanged, ticket.ticketId, {
    taskId: ticket.ticketId,
    chatId: ticket.chatId,
    before: from,
    after: to,
  });
  await postEvent(ctx, ticket.chatId, eventLine(from, to));
  // Customers get no line of it, but see that the conversation is over.
  if (to === "closed") await touchState(ctx, ticket.chatId, { customers: true });
}

/** The timestamps that go with a status. */
function statusColumns(from: TicketStatus, to: TicketStatus): TicketColumns {
  const now = new Date();
  if (to === "resolved") return { status: to, resolvedAt: now, waitingSince: null, snoozedUntil: null };
  if (to === "closed") return { status: to, closedAt: now };
  return { status: to, ...(from === "resolved" ? { resolvedAt: null } : {}) };
}

function eventLine(from: TicketStatus, to: TicketStatus): EventLine {
  if (to === "resolved") return { name: "resolved" };
  if (to === "closed") return { name: "closed" };
  return from === "resolved" ? { name: "reopened" } : { name: "status_changed", from, to };
}

export type Holder = { assigneeUserId: string | null; teamId: string | null };

/**
 * Gives a ticket to a member and a team, or to nobody. Holding a new ticket opens it.
 * @throws AppError INVALID when the assignee can't handle tickets here, or the team doesn't exist
 */
export async function assign(ctx: Context, ticket: SupportChat, to: Holder): Promise<void> {
  const before: Holder = { assigneeUserId: ticket.assigneeUserId, teamId: ticket.teamId };
  if (before.assigneeUserId === to.assigneeUserId && before.teamId === to.teamId) return;
  const names = await namesOf(ctx, to);
  const status = to.assigneeUserId ? afterMemberTouch(ticket.status) : ticket.status;
  await updateTicket(ctx, ticket.ticketId, { ...to, status });
  const subject = { taskId: ticket.ticketId, chatId: ticket.chatId };
  ctx.emit(ticketAssigned, ticket.ticketId, { ...subject, before, after: to });
  if (status !== ticket.status) {
    ctx.emit(ticketStatusChanged, ticket.ticketId, { ...subject, before: ticket.status, after: status });
  }
  if (mayLoseSight(before, to)) await endChatAccess(ctx, ticket.chatId);
  await postEvent(ctx, ticket.chatId, { name: "assigned", ...names });
  const by = ctx.actor.kind === "member" ? ctx.actor : null;
  if (to.assigneeUserId && to.assigneeUserId !== before.assigneeUserId && to.assigneeUserId !== by?.userId) {
    const userId = to.assigneeUserId;
    await notify(ctx, { userId, kind: "assigned", ...subject, by: by?.name ?? null });
  }
}

/** Whether somebody saw a ticket by who held it and may see it no longer. Whether they still do needn't be known. */
function mayLoseSight(before: Holder, after: Holder): boolean {
  if (before.assigneeUserId && before.assigneeUserId !== after.assigneeUserId) return true;
  const seeing = queueAudiences(after).map((audience) => JSON.stringify(audience));
  return queueAudiences(before).some((audience) => !seeing.includes(JSON.stringify(audience)));
}

async function namesOf(ctx: Context, to: Holder): Promise<{ assignee: string | null; team: string | null }> {
  const [assignee, team] = await Promise.all([
    to.assigneeUserId ? nameOfHandler(ctx, to.assigneeUserId) : null,
    to.teamId ? nameOfTeam(ctx, to.teamId) : null,
  ]);
  return { assignee, team };
}

async function nameOfHandler(ctx: Context, userId: string): Promise<string> {
  const [row] = await ctx.tx
    .select({ name: users.name })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.workspaceId, ctx.workspaceId),
        eq(memberships.userId, userId),
        sql`${memberships.removedAt} is null and ${memberships.role} <> 'user'`,
      ),
    )
    // Somebody who is being removed either keeps nothing or is refused here, never both at once.
    .for("share", { of: memberships });
  if (!row) throw invalid("assigneeUserId", "unknown_assignee");
  return row.name;
}

async function nameOfTeam(ctx: Context, teamId: string): Promise<string> {
  const [row] = await ctx.tx
    .select({ name: teams.name })
    .from(teams)
    .where(and(eq(teams.workspaceId, ctx.workspaceId), eq(teams.id, teamId)))
    .for("key share");
  if (!row) throw invalid("teamId", "unknown_team");
  return row.name;
}
