import { and, eq, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Transaction } from "@/db/client";
import { isAnyOf } from "@/db/conditions";
import { chats, customers, inboxes, tasks, teams, users } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { visibleTickets } from "@/lib/domain/chats/policy";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import { fieldsOfTask, toFieldValues } from "./fields/values";
import { tagsOfTask } from "./tags";
import type { MergedTicket, TicketStatus, TicketSummary } from "./views";

const assignee = alias(users, "assignee");
const requester = alias(users, "requester");

const columns = {
  id: tasks.id,
  chatId: chats.id,
  number: tasks.number,
  title: tasks.title,
  status: sql<TicketStatus>`${tasks.status}`,
  priority: tasks.priority,
  assigneeId: tasks.assigneeUserId,
  assigneeName: assignee.name,
  assigneeAvatar: assignee.avatarKey,
  teamId: tasks.teamId,
  teamName: teams.name,
  tags: tagsOfTask,
  fields: fieldsOfTask,
  customerId: tasks.customerId,
  customerName: customers.name,
  customerEmail: customers.email,
  requesterUserId: tasks.requesterUserId,
  requesterName: requester.name,
  requesterEmail: requester.email,
  inboxId: chats.inboxId,
  inboxName: inboxes.name,
  lastText: chats.lastMessageText,
  lastBy: chats.lastMessageBy,
  lastAt: chats.lastMessageAt,
  seq: chats.seq,
  messageSeq: chats.messageSeq,
  waitingSince: tasks.waitingSince,
  snoozedUntil: tasks.snoozedUntil,
  archivedAt: chats.archivedAt,
  createdAt: tasks.createdAt,
  lastActivityAt: tasks.lastActivityAt,
  version: tasks.version,
  mergedInto: sql<number | null>`(select into_one.number from tasks into_one
    where into_one.workspace_id = ${tasks.workspaceId} and into_one.id = ${tasks.mergedIntoTaskId})`,
  merged: sql<MergedRow[] | null>`(
    select json_agg(json_build_object('chatId', c.id, 'number', source.number, 'messageSeq', c.message_seq,
      'text', c.last_message_text, 'by', c.last_message_by, 'at', c.last_message_at) order by source.number)
    from tasks source join chats c on c.workspace_id = source.workspace_id and c.id = source.chat_id
    where source.workspace_id = ${tasks.workspaceId} and source.merged_into_task_id = ${tasks.id})`,
};

type MergedRow = MergedTicket & {
  text: string | null;
  by: "member" | "customer" | "note" | null;
  at: string | null;
};

/** Tickets with all that a list row shows, in one statement. `extra` columns come on top. */
export function selectSummaries<X extends Record<string, SQL | SQL.Aliased>>(tx: Transaction, extra: X) {
  return tx
    .select({ ...columns, ...extra })
    .from(tasks)
    .innerJoin(chats, and(eq(chats.workspaceId, tasks.workspaceId), eq(chats.id, tasks.chatId)))
    .leftJoin(assignee, eq(assignee.id, tasks.assigneeUserId))
    .leftJoin(teams, and(eq(teams.workspaceId, tasks.workspaceId), eq(teams.id, tasks.teamId)))
    .leftJoin(
      customers,
      and(eq(customers.workspaceId, tasks.workspaceId), eq(customers.id, tasks.customerId)),
    )
    .leftJoin(requester, eq(requester.id, tasks.requesterUserId))
    .leftJoin(inboxes, and(eq(inboxes.workspaceId, chats.workspaceId), eq(inboxes.id, chats.inboxId)))
    .$dynamic();
}

type SummaryRow = Awaited<ReturnType<typeof selectSummaries<Record<never, never>>>>[number];

export function toSummary(row: SummaryRow): TicketSummary {
  return {
    id: row.id,
    chatId: row.chatId,
    number: row.number,
    title: row.title,
    status: row.status,
    priority: row.priority,
    assignee: row.assigneeId
      ? { id: row.assigneeId, name: row.assigneeName ?? "", avatar: avatarUrl(row.assigneeAvatar) }
      : null,
    team: row.teamId ? { id: row.teamId, name: row.teamName ?? "" } : null,
    tags: row.tags,
    fields: toFieldValues(row.fields),
    requester: row.customerId
      ? { kind: "customer", id: row.customerId, name: row.customerName, email: row.customerEmail }
      : { kind: "member", id: row.requesterUserId!, name: row.requesterName, email: row.requesterEmail },
    inboxId: row.inboxId,
    inboxName: row.inboxName,
    lastMessage: lastOf(row),
    seq: row.seq,
    messageSeq: row.messageSeq,
    waitingSince: row.waitingSince && iso(row.waitingSince),
    snoozedUntil: row.snoozedUntil && iso(row.snoozedUntil),
    archivedAt: row.archivedAt && iso(row.archivedAt),
    createdAt: iso(row.createdAt),
    lastActivityAt: iso(row.lastActivityAt),
    version: row.version,
    mergedInto: row.mergedInto,
    mergedFrom: (row.merged ?? []).map(({ chatId, number, messageSeq }) => ({ chatId, number, messageSeq })),
  };
}

/** What was said last in the ticket's thread, in whichever of its chats. */
function lastOf({ lastText, lastBy, lastAt, merged }: SummaryRow): TicketSummary["lastMessage"] {
  const own = { text: lastText, by: lastBy, at: lastAt };
  const all = [own, ...(merged ?? []).map((one) => ({ ...one, at: one.at ? new Date(one.at) : null }))];
  const [last] = all.sort((a, b) => (b.at?.getTime() ?? 0) - (a.at?.getTime() ?? 0));
  return last?.at && last.by ? { text: last.text ?? "", by: last.by, at: iso(last.at) } : null;
}

/** A ticket as the caller may see it; after giving it away they see it this once more. @throws AppError NOT_FOUND */
export async function getSummary(ctx: Context, ticketId: string): Promise<TicketSummary> {
  const [row] = await selectSummaries(ctx.tx, {}).where(
    and(eq(tasks.workspaceId, ctx.workspaceId), eq(tasks.id, ticketId)),
  );
  if (!row) throw notFound();
  return toSummary(row);
}

/** For the dispatcher: the present state of tickets that just changed. */
export async function summariesOf(ctx: Context, ticketIds: string[]): Promise<TicketSummary[]> {
  const rows = await selectSummaries(ctx.tx, {}).where(
    and(visibleTickets(ctx), isAnyOf(tasks.id, ticketIds)),
  );
  return rows.map(toSummary);
}

const iso = (date: Date) => date.toISOString();
