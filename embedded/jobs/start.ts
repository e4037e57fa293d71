import type { AddressInfo } from "node:net";
import { Claimer } from "./claim";
import type { JobsConfig } from "./config";
import { Pool } from "./database";
import { type Engine, noCounts } from "./engine";
import { createHttpServer } from "./http-server";
import { LeaseKeeper, newOwner } from "./lease-keeper";
import { type Log, logToStandardError, reason } from "./log";
import { Registry } from "./registry";
import { removeOldData } from "./retention";
import { migrate } from "./schema";
import { Synchroniser } from "./sync";

const RETENTION_INTERVAL_MS = 3_600_000;
const LAST_CALLS_MS = 10_000;

/** A running executor. `close` lets calls under way end, for up to ten seconds. */
export type RunningJobs = { port: number; close(): Promise<void> };

/**
 * Starts an executor for the Inngest SDK on the given Postgres.
 * @throws Error when Postgres cannot be reached, its tables cannot be made, or the port is taken.
 */
export async function startJobs(config: JobsConfig, log: Log = logToStandardError): Promise<RunningJobs> {
  const pool = new Pool(config.databaseUrl);
  const registry = new Registry(pool);
  const engine: Engine = {
    config,
    get sql() {
      return pool.sql;
    },
    registry,
    log,
    counters: noCounts(),
    wake: () => claimer.wake(),
    stopping: false,
  };
  const owner = newOwner();
  const claimer = new Claimer(engine, owner);
  const leases = new LeaseKeeper(engine, claimer, owner);
  const sync = new Synchroniser(engine);
  const server = createHttpServer(engine, sync);
  const retention = setInterval(() => {
    removeOldData(engine).catch((error) => log("cannot remove old data", { reason: reason(error) }));
  }, RETENTION_INTERVAL_MS);

  const close = async () => {
    clearInterval(retention);
    sync.stop();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await Promise.race([claimer.stop(), new Promise((resolve) => setTimeout(resolve, LAST_CALLS_MS))]);
    engine.stopping = true;
    server.closeAllConnections();
    await closed;
    await leases.stop();
    await pool.end();
  };

  try {
    await migrate(pool.sql);
    await registry.load();
    await leases.start();
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(config.port, config.host, resolve);
    });
  } catch (error) {
    await close();
    throw error;
  }
  claimer.wake();
  sync.start();
  return { port: (server.address() as AddressInfo).port, close };
}
