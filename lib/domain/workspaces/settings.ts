import type { inboxes, workspaces } from "@/db/schema";

/** What others act on when it changes. */
export function relevantSettings(row: typeof workspaces.$inferSelect) {
  const { timeZone, agentsSeeAllTickets, closeResolvedAfterDays, archiveInactiveAfterDays, archivedAt } = row;
  const { closeWarningDays } = row;
  const closing = { closeResolvedAfterDays, archiveInactiveAfterDays, closeWarningDays };
  return { timeZone, agentsSeeAllTickets, ...closing, archived: archivedAt !== null };
}

export function relevantInbox(row: typeof inboxes.$inferSelect) {
  const { teamId, requireIdentity, warnsBeforeClosing } = row;
  return { teamId, requireIdentity, warnsBeforeClosing };
}
