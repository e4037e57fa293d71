import { PgDialect } from "drizzle-orm/pg-core";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import { PostgresJsSession, PostgresJsTransaction } from "drizzle-orm/postgres-js/session";
import postgres from "postgres";
import { env } from "@/lib/env";
import { preparing } from "./preparing";

export type Database = PostgresJsDatabase;
type DrizzleTransaction = Parameters<Parameters<Database["transaction"]>[0]>[0];
/** `raw` takes SQL as it is: for what happens with every message, where building it would take longer than running it. */
export type Transaction = DrizzleTransaction & { readonly raw: postgres.TransactionSql };
export type PoolName = "requests" | "sends" | "system";

type Pools = Record<PoolName, { sql: postgres.Sql; db: Database }>;

// Kept on globalThis: a development server re-evaluates modules and would open new pools each time.
const holder = globalThis as { flowraPools?: Pools };

/** Sign-in, outbox and sweeps, as `flowra_system`: sees every workspace. */
export const systemDb = () => pools().system.db;

/**
 * A transaction on one of the pools: `requests` and `sends` as `flowra_app`, which sees one workspace a
 * transaction (sending has connections of its own, so that slow lists never hold it up), `system` as above.
 */
export function begin<T>(
  pool: PoolName,
  work: (tx: Transaction) => Promise<T>,
  options: { readOnly?: boolean },
): Promise<T> {
  const mode = options.readOnly ? "read only" : "";
  // Drizzle's own transaction would set the mode in a round trip of its own.
  return pools()[pool].sql.begin(mode, (scope) => work(transactionOn(scope))) as Promise<T>;
}

function transactionOn(scope: postgres.TransactionSql): Transaction {
  // The session only calls what a connection and its transactions have in common.
  return Object.assign(drizzleOn(preparing(scope) as unknown as postgres.Sql), { raw: scope });
}

function drizzleOn(client: postgres.Sql): DrizzleTransaction {
  const session = new PostgresJsSession(client, dialect, undefined);
  return new PostgresJsTransaction(dialect, session as never, undefined) as unknown as DrizzleTransaction;
}

/** Builds statements for `runBuilt`, and runs none itself. */
export const builder = () => drizzleOn(undefined as never) as Transaction;

/** A statement that Drizzle has built; `params` are those that it was built with. */
export type BuiltStatement<R> = { params: unknown[]; execute(): Promise<R> };

/** Runs a built statement in a transaction, with parameters of its own. */
export function runBuilt<R>(tx: Transaction, built: BuiltStatement<R>, params: unknown[]): Promise<R> {
  const here = { client: { value: preparing(tx.raw) }, params: { value: params } };
  return (Object.create(built, here) as BuiltStatement<R>).execute();
}

const dialect = new PgDialect();

/** Ends all connections; the next use opens new ones. */
export async function closeDatabase(): Promise<void> {
  const open = holder.flowraPools;
  delete holder.flowraPools;
  await Promise.all(Object.values(open ?? {}).map(({ sql }) => sql.end({ timeout: 5 })));
}

function pools(): Pools {
  holder.flowraPools ??= open();
  return holder.flowraPools;
}

function open(): Pools {
  const config = env();
  const connect = (role: string, max: number, statementTimeout: number) => {
    const sql = postgres(config.DATABASE_URL, {
      max,
      idle_timeout: 120,
      connect_timeout: 5,
      // Without this, a database that was away for seconds is not asked again for up to twenty more.
      backoff: (failures: number) => Math.min(1, 0.05 * 2 ** failures) * (0.5 + Math.random() / 2),
      onnotice: () => {},
      // Poolers in transaction mode can't keep prepared statements.
      prepare: config.DATABASE_PREPARE,
      connection: {
        application_name: `flowra ${role}`,
        role,
        statement_timeout: statementTimeout,
        lock_timeout: 5_000,
        idle_in_transaction_session_timeout: 15_000,
      },
    });
    return { sql, db: drizzle(preparing(sql)) };
  };
  return {
    requests: connect("flowra_app", config.DATABASE_POOL, 10_000),
    sends: connect("flowra_app", config.DATABASE_SEND_POOL, 10_000),
    system: connect("flowra_system", config.DATABASE_SYSTEM_POOL, 30_000),
  };
}
