import { type ChildProcess, spawn } from "node:child_process";
import postgres from "postgres";
import { createTestDatabase } from "../../../db/testing/database";
import type { JobsConfig } from "../config";
import { startJobs } from "../start";
import { KEYS, TestApp } from "./app";

/** An Inngest server by environment instead of the embedded executor; what only the embedded one has is skipped. */
export const realServer = process.env.CONTRACT_INNGEST_BASE_URL;

export const ADMIN_TOKEN = "contract-admin-token";

export function testConfig(
  databaseUrl: string,
  appUrl: string,
  changes: Partial<JobsConfig> = {},
): JobsConfig {
  return {
    databaseUrl,
    host: "127.0.0.1",
    port: 0,
    appUrls: [appUrl],
    ...KEYS,
    retrySeconds: [0.05],
    adminToken: ADMIN_TOKEN,
    retentionDays: 14,
    ...changes,
  };
}

export type Contract = {
  app: TestApp;
  base: string;
  databaseUrl: string;
  sql: postgres.Sql;
  close(): Promise<void>;
};

/** An app with an executor (or the real server) that knows its functions. */
export async function startContract(define: ConstructorParameters<typeof TestApp>[1]): Promise<Contract> {
  if (realServer) return startOnRealServer(realServer, define);
  const database = await createTestDatabase();
  // The app must know the executor's address before the executor knows the app's.
  const port = await freePort();
  const base = `http://127.0.0.1:${port}/`;
  const app = new TestApp(base, define);
  await app.listen();
  const jobs = await startJobs(testConfig(database.url, app.url, { port }), () => {});
  await untilRegistered(base);
  const sql = postgres(database.url, { max: 2, onnotice: () => {} });
  return {
    app,
    base,
    databaseUrl: database.url,
    sql,
    close: async () => {
      await jobs.close();
      await app.stop();
      await sql.end();
      await database.drop();
    },
  };
}

/** Waits until something holds; the test's own time-out ends it. */
export async function until<T>(
  look: () => T | Promise<T>,
): Promise<Exclude<T, false | 0 | null | undefined>> {
  for (;;) {
    const found = await look();
    if (found) return found as Exclude<T, false | 0 | null | undefined>;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export async function untilRegistered(base: string): Promise<void> {
  await until(async () => {
    const answer = await fetch(`${base}health`).catch(() => undefined);
    return answer?.ok && ((await answer.json()) as { functions: number }).functions > 0;
  });
}

export async function freePort(): Promise<number> {
  const { createServer } = await import("node:net");
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** The executor as a process of its own, which can be killed. */
export class ExecutorProcess {
  private child: ChildProcess | undefined;

  constructor(private readonly config: JobsConfig) {}

  get base(): string {
    return `http://127.0.0.1:${this.config.port}/`;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, ["--import", "tsx", "embedded/jobs/main.ts"], {
      env: { ...process.env, ...environmentOf(this.config) },
      stdio: ["ignore", "pipe", "ignore"],
    });
    this.child = child;
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on("data", (data: Buffer) => String(data).includes("ready") && resolve());
      child.once("exit", (code) => reject(new Error(`the executor ended with ${code}`)));
    });
  }

  async end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  }
}

export function environmentOf(config: JobsConfig): Record<string, string> {
  return {
    DATABASE_URL: config.databaseUrl,
    JOBS_HOST: config.host,
    JOBS_PORT: String(config.port),
    JOBS_APP_URL: config.appUrls.join(","),
    INNGEST_EVENT_KEY: config.eventKey ?? "",
    INNGEST_SIGNING_KEY: config.signingKey ?? "",
    INNGEST_DEV: config.signingKey ? "" : "1",
    JOBS_RETRY_SECONDS: config.retrySeconds.join(","),
    JOBS_ADMIN_TOKEN: config.adminToken ?? "",
    JOBS_RETENTION_DAYS: String(config.retentionDays),
  };
}

async function startOnRealServer(
  base: string,
  define: ConstructorParameters<typeof TestApp>[1],
): Promise<Contract> {
  const app = new TestApp(base, define, { dev: true });
  await app.listen();
  await until(async () => (await fetch(app.url, { method: "PUT" })).ok);
  const sql = postgres("postgres://unused.invalid/unused", { max: 1 });
  return { app, base, databaseUrl: "", sql, close: () => app.stop() };
}
