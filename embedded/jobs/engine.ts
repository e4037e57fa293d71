import type { JobsConfig } from "./config";
import type { Sql, Tx } from "./database";
import type { Log } from "./log";
import type { Registry } from "./registry";

/** What the parts of the executor share. */
export type Engine = {
  config: JobsConfig;
  /** Changes when connections were lost: read it for each use. */
  readonly sql: Sql;
  registry: Registry;
  log: Log;
  /** Counted since the process began, for /metrics. */
  counters: Counters;
  /** Says that there may be work to claim now. */
  wake(): void;
  stopping: boolean;
};

export type Counters = {
  calls: number;
  unreachable: number;
  events: number;
  runs: { completed: number; failed: number; cancelled: number };
  recovered: number;
};

export const noCounts = (): Counters => ({
  calls: 0,
  unreachable: 0,
  events: 0,
  runs: { completed: 0, failed: 0, cancelled: 0 },
  recovered: 0,
});

/** Runs a transaction and then looks for work, which most transactions leave behind. */
export async function transact<T>(engine: Engine, work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await engine.sql.begin(work);
  engine.wake();
  return result as T;
}
