import { sql } from "drizzle-orm";
import { inTransaction } from "@/lib/core/transaction";

type Outbox = { pending: number; overdue: number; dead: number };
type Figures = { outbox: Outbox; rows: Record<string, number> };

/** Figures that cost the database next to nothing: partial indexes and its own estimates. Null when it is away. */
export async function readDatabaseFigures(): Promise<Figures | null> {
  try {
    return await inTransaction(
      "system",
      async (tx) => {
        const [outbox] = await tx.execute<Outbox>(sql`select
          (select count(*)::int from domain_events where dispatched_at is null and dead_at is null) as pending,
          (select count(*)::int from domain_events
            where dispatched_at is null and dead_at is null and dispatch_after < now() - interval '1 minute') as overdue,
          (select count(*)::int from domain_events where dead_at is not null) as dead`);
        const tables = await tx.execute<{ name: string; rows: number }>(sql`select relname as name,
          greatest(reltuples, 0)::bigint::int as rows from pg_class
          where relnamespace = 'public'::regnamespace and relname in ('messages', 'tasks', 'customers')`);
        return { outbox: outbox!, rows: Object.fromEntries(tables.map(({ name, rows }) => [name, rows])) };
      },
      { readOnly: true },
    );
  } catch {
    return null;
  }
}
