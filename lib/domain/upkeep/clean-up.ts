import { sql } from "drizzle-orm";
import { inTransaction } from "@/lib/core/transaction";

/** What is thrown away, and when: links and tokens after their time, traces of presence within minutes. */
const expired = {
  account_tokens: sql`expires_at < now() - interval '1 day'`,
  sessions: sql`expires_at < now() or revoked_at < now() - interval '30 days'`,
  invitations: sql`expires_at < now() - interval '30 days' and accepted_at is null`,
  customer_tokens: sql`expires_at < now() or revoked_at < now() - interval '30 days'`,
  presence: sql`seen_at < now() - interval '10 minutes'`,
  /** Emptied ones, whose versions keep late saves out for a while. */
  drafts: sql`body = '' and updated_at < now() - interval '7 days'`,
  /** Summaries; what was changed stands in the activity of each ticket. */
  bulk_changes: sql`created_at < now() - interval '30 days'`,
  ticket_leases: sql`expires_at < now() - interval '1 day'`,
  rate_limits: sql`expire < now()`,
} as const;

/** Deletes what has expired. @returns rows deleted, by table */
export async function cleanUpExpired(): Promise<Record<keyof typeof expired, number>> {
  const deleted: Record<string, number> = {};
  for (const [table, condition] of Object.entries(expired)) {
    const result = await inTransaction("system", (tx) =>
      tx.execute(sql`delete from ${sql.identifier(table)} where ${condition}`),
    );
    deleted[table] = result.count;
  }
  return deleted as Record<keyof typeof expired, number>;
}
