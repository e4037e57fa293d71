import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "@/lib/env";
import * as schema from "./schema";

export type Database = PostgresJsDatabase<typeof schema>;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

type Pools = { requests: Database; sends: Database; system: Database; end(): Promise<void> };

// Kept on globalThis: a development server re-evaluates modules and would open new pools each time.
const holder = globalThis as { flowraPools?: Pools };

/** Requests of people, as `flowra_app`: sees one workspace a transaction. */
export const requestDb = () => pools().requests;
/** The same rights with connections of its own, so that slow lists never hold up sending. */
export const sendDb = () => pools().sends;
/** Sign-in, outbox and sweeps, as `flowra_system`: sees every workspace. */
export const systemDb = () => pools().system;

/** Ends all connections; the next use opens new ones. */
export async function closeDatabase(): Promise<void> {
  const open = holder.flowraPools;
  delete holder.flowraPools;
  await open?.end();
}

function pools(): Pools {
  holder.flowraPools ??= open();
  return holder.flowraPools;
}

function open(): Pools {
  const config = env();
  const connect = (role: string, max: number, statementTimeout: number) =>
    postgres(config.DATABASE_URL, {
      max,
      idle_timeout: 120,
      connect_timeout: 5,
      // Waiting for a connection is bounded by the kernel, see lib/core/transaction.ts.
      onnotice: () => {},
      connection: {
        application_name: `flowra ${role}`,
        role,
        statement_timeout: statementTimeout,
        lock_timeout: 5_000,
        idle_in_transaction_session_timeout: 15_000,
      },
    });
  const requests = connect("flowra_app", config.DATABASE_POOL, 10_000);
  const sends = connect("flowra_app", config.DATABASE_SEND_POOL, 10_000);
  const system = connect("flowra_system", config.DATABASE_SYSTEM_POOL, 30_000);
  return {
    requests: drizzle(requests, { schema }),
    sends: drizzle(sends, { schema }),
    system: drizzle(system, { schema }),
    end: async () => {
      await Promise.all([requests, sends, system].map((sql) => sql.end({ timeout: 5 })));
    },
  };
}
