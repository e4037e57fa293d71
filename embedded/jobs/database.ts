import type postgres from "postgres";
import { connectTo } from "../../db/connect";

export type Sql = postgres.Sql;
export type Tx = postgres.TransactionSql;
/** A pool or a transaction: whatever a single statement can be sent through. */
export type Query = postgres.ISql;

/**
 * The executor's connections. When one is lost all are replaced: postgres.js keeps what it had not yet sent to a lost
 * connection and later sends it to the next, or nothing at all any more. Ask for `sql` each time, don't keep it.
 */
export class Pool {
  private current: Sql;
  private ended = false;

  constructor(private readonly databaseUrl: string) {
    this.current = this.open();
  }

  get sql(): Sql {
    return this.current;
  }

  async end(): Promise<void> {
    this.ended = true;
    await this.current.end({ timeout: 2 });
  }

  private open(): Sql {
    const sql: Sql = connectTo(this.databaseUrl, {
      ...common,
      max: 12,
      idle_timeout: 300,
      onclose: () => setImmediate(() => this.replace(sql)),
    });
    return sql;
  }

  private replace(lost: Sql): void {
    if (this.ended || lost !== this.current) return;
    this.current = this.open();
    // Transactions on connections that live may end; what waits on a dead one is told so after this time.
    lost.end({ timeout: 30 }).catch(() => {});
  }
}

/** Opens a single connection that is never recycled, for a session that holds locks. */
export function openSession(databaseUrl: string, onClose: () => void): Sql {
  return connectTo(databaseUrl, {
    ...common,
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    onclose: onClose,
  });
}

/** Advisory lock classes, so that the locks of one purpose cannot meet those of another. */
export const LOCKS = {
  migration: 740_001,
  registry: 740_002,
  claim: 740_003,
  executor: 740_004,
  singleton: 740_005,
};

/**
 * Keeps trying through an outage of Postgres. What must be written here is already done in the outside world (a step
 * has run), so giving up would run it again.
 * @throws Error other than a lost connection, and any error once `stopped` says so.
 */
export async function throughOutages<T>(work: () => Promise<T>, stopped: () => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (stopped() || !isOutage(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.min(2_000, 100 * 2 ** tries)));
    }
  }
}

/** Whether an error says that Postgres is gone or going, rather than that the statement was wrong. */
export function isOutage(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return OUTAGE_CODES.has(code) || /^(08|57P0|53)/.test(code) || code === "40P01" || code === "40001";
}

const OUTAGE_CODES = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
]);

const common = {
  keep_alive: 30,
  // The first attempts after a loss come quickly; a restart of Postgres takes a second or two.
  backoff: (attempt: number) => Math.min(2, 0.05 * 2 ** attempt),
  connection: { application_name: "flowra jobs" },
};
