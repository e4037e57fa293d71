import { PgDialect } from "drizzle-orm/pg-core";
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import { PostgresJsSession, PostgresJsTransaction } from "drizzle-orm/postgres-js/session";
import type postgres from "postgres";
import { env } from "@/lib/env";
import { connectTo } from "./connect";
import { Connections } from "./connections";
import { preparing } from "./preparing";

export type Database = PostgresJsDatabase;
type DrizzleTransaction = Parameters<Parameters<Database["transaction"]>[0]>[0];
/** `raw` takes SQL as it is: for what happens with every message, where building it would take longer than running it. */
export type Transaction = DrizzleTransaction & { readonly raw: postgres.TransactionSql };
export type PoolName = "requests" | "sends" | "system";

type Pools = Record<PoolName, Connections>;

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
  return pools()[pool].begin(mode, (scope) => work(transactionOn(scope)));
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
  await Promise.all(Object.values(open ?? {}).map((connections) => connections.end()));
}

function pools(): Pools {
  holder.flowraPools ??= open();
  return holder.flowraPools;
}

/** How long a transaction may do nothing, in milliseconds, before the server ends it. */
const longestIdle = 15_000;

function open(): Pools {
  const config = env();
  const connections = (role: string, max: number, longestStatement: number) => {
    const connect: ConstructorParameters<typeof Connections>[0] = (hear) =>
      connectTo(config.DATABASE_URL, {
        ...hear,
        longestSilence: Math.max(longestStatement, longestIdle) + 5_000,
        max,
        idle_timeout: 120,
        // Without this, a database that was away for seconds is not asked again for up to twenty more.
        backoff: (failures: number) => Math.min(1, 0.05 * 2 ** failures) * (0.5 + Math.random() / 2),
        // Poolers in transaction mode can't keep prepared statements.
        prepare: config.DATABASE_PREPARE,
        connection: {
          application_name: `flowra ${role}`,
          role,
          statement_timeout: longestStatement,
          lock_timeout: 5_000,
          idle_in_transaction_session_timeout: longestIdle,
        },
      });
    return new Connections(connect, longestIdle);
  };
  return {
    requests: connections("flowra_app", config.DATABASE_POOL, 10_000),
    sends: connections("flowra_app", config.DATABASE_SEND_POOL, 10_000),
    system: connections("flowra_system", config.DATABASE_SYSTEM_POOL, 30_000),
  };
}
