import { and, eq, inArray, isNull, lte, type SQL, sql } from "drizzle-orm";
import { systemDb } from "@/db/client";
import { chats, isTicket, tasks, workspaces } from "@/db/schema";
import { closesNow, warnsNow } from "@/lib/domain/tasks/close-rules";

export type DueTicket = { workspaceId: string; ticketId: string };

/** Most tickets of one kind that a round takes on; the next round takes the rest. */
const most = 500;

/** Tickets that stayed resolved for as long as their workspace allows; being archived meanwhile is no activity. */
export const ticketsToClose = () => due(closesNow);

/** Tickets whose customers are to hear that they are about to close. */
export const ticketsToWarnOf = () => due(warnsNow);

/** Tickets whose snooze is over. */
export const ticketsToWake = () => due(lte(tasks.snoozedUntil, sql`now()`));

/** Resolved or closed tickets whose chats were quiet for as long as their workspace says. */
export const chatsToArchive = () =>
  due(
    and(
      isNull(chats.archivedAt),
      inArray(tasks.status, ["resolved", "closed"]),
      sql`${chats.lastMessageAt} <= now() - make_interval(days => ${workspaces.archiveInactiveAfterDays})`,
    ),
  );

function due(condition: SQL | undefined): Promise<DueTicket[]> {
  return systemDb()
    .select({ workspaceId: tasks.workspaceId, ticketId: tasks.id })
    .from(tasks)
    .innerJoin(workspaces, and(eq(workspaces.id, tasks.workspaceId), isNull(workspaces.archivedAt)))
    .innerJoin(chats, and(eq(chats.workspaceId, tasks.workspaceId), eq(chats.id, tasks.chatId)))
    .where(and(isTicket, condition))
    .limit(most);
}
