import type { workspaces } from "@/db/schema";

/** What others act on when it changes. */
export function relevantSettings(row: typeof workspaces.$inferSelect) {
  const { timeZone, agentsSeeAllTickets, closeResolvedAfterDays, archiveInactiveAfterDays, archivedAt } = row;
  const archived = archivedAt !== null;
  return { timeZone, agentsSeeAllTickets, closeResolvedAfterDays, archiveInactiveAfterDays, archived };
}
