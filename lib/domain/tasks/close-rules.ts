import { type SQL, sql } from "drizzle-orm";

/*
 * When resolved tickets close by themselves. Conditions over `tasks`, its chat and its workspace: the sweep finds what
 * is due by them, and whoever holds the ticket's lock asks them again.
 */

/** Only a customer is warned, and only where their inbox wants it. */
const isWarned: SQL = sql`(chats.customer_id is not null and exists (select from inboxes i
  where i.workspace_id = chats.workspace_id and i.id = chats.inbox_id and i.warns_before_closing))`;

/** Of this resolution: what was said before an earlier one doesn't count. */
const wasWarned: SQL = sql`coalesce(tasks.close_warned_at >= tasks.resolved_at, false)`;

const longResolved = (days: SQL): SQL =>
  sql`(tasks.status = 'resolved' and tasks.resolved_at <= now() - make_interval(days => ${days}))`;

/** Resolved for as long as the workspace says; where the customer is warned, also as long after the warning as that said. */
export const closesNow: SQL = sql`(${longResolved(sql`workspaces.close_resolved_after_days`)}
  and (not ${isWarned} or (${wasWarned}
    and tasks.close_warned_at <= now() - make_interval(days => workspaces.close_warning_days))))`;

export const warnsNow: SQL = sql`(${longResolved(
  sql`greatest(workspaces.close_resolved_after_days - workspaces.close_warning_days, 0)`,
)} and ${isWarned} and not ${wasWarned})`;
