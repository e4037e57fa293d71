import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { guardTemporaryFolder, releaseTemporaryFolder } from "../embedded/process/guard";
import { readStartConfig } from "../embedded/start/config";
import { type Flowra, startFlowra } from "../embedded/start/start-flowra";

export type PartName = "app" | "realtime" | "jobs" | "mailbox";

/** The whole of Flowra on free ports and in a folder of its own, with hands on its parts. */
export type Stage = {
  flowra: Flowra;
  folder: string;
  /** As the role that sees all workspaces. */
  sql: postgres.Sql;
  /** Ends every session of the database but our own. */
  endSessions(): Promise<void>;
  /** What the parts have said, newest last. */
  log: string[];
  /** Whether faults last as long as the specification says, or a shorter while. */
  full: boolean;
  signal(part: PartName, signal: NodeJS.Signals): void;
  /** Ends a part as often as it comes back. @returns lets it come back */
  keepDown(part: PartName): () => void;
  killDatabase(): void;
  /** Waits until every part answers. */
  ready(): Promise<void>;
  stop(): Promise<void>;
};

// What an operator's shell may have set means their installation, not this one.
const foreign =
  /^(FLOWRA_|DATABASE_|PUSHER_|INNGEST_|RESEND_|MAILBOX_|JOBS_|POSTGRES_|OIDC_|AUTH_|PORT$|NODE_ENV$)/;

/** @throws PlainError when Flowra doesn't start */
export async function openStage(full: boolean): Promise<Stage> {
  const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");
  const folder = mkdtempSync(join(tmpdir(), "flowra-faults-"));
  guardTemporaryFolder(folder);
  chmodSync(folder, 0o711);
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const log: string[] = [];
  const flowra = await startFlowra({
    root,
    dev: false,
    log: (part) => (line) => void log.push(`${part}: ${line}`),
    config: readStartConfig({
      ...Object.fromEntries(own),
      FLOWRA_DATA: join(folder, "data"),
      FLOWRA_DEMO: "0",
      LOG_LEVEL: "warn",
      // The load is a few people many times over; limits are for people.
      SENDS_PER_MINUTE: "1000000",
      SEARCHES_PER_MINUTE: "1000000",
      CHATS_STARTED_PER_ADDRESS: "1000000",
      MAIL_DEBOUNCE_SECONDS: "2",
    }),
  });
  const name = "flowra faults";
  const connect = (connection: object) =>
    postgres(flowra.databaseUrl, {
      max: 4,
      onnotice: () => {},
      connection: { application_name: name, ...connection },
    });
  const sql = connect({ role: "flowra_system" });
  const owner = connect({});

  const signal = (part: PartName, name: NodeJS.Signals) => {
    const pid = flowra.parts.find((one) => one.name === part)?.pid();
    if (pid) signalGroup(pid, name);
  };
  const answers = (url: string) =>
    fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  return {
    flowra,
    folder,
    sql,
    log,
    full,
    signal,
    keepDown(part) {
      signal(part, "SIGKILL");
      const timer = setInterval(() => signal(part, "SIGKILL"), 100);
      return () => clearInterval(timer);
    },
    async endSessions() {
      await owner`
        select pg_terminate_backend(pid) from pg_stat_activity
        where usename = session_user and application_name <> ${name}`;
    },
    killDatabase() {
      const file = join(flowra.dataDir, "postgres", "postmaster.pid");
      process.kill(Number(readFileSync(file, "utf8").split("\n")[0]), "SIGKILL");
    },
    async ready() {
      const { ports } = flowra.plan;
      const urls = [
        `${flowra.plan.appAddress}/api/health/ready`,
        ...[ports.realtime, ports.jobs, ports.mailbox].map((port) => `http://127.0.0.1:${port}/health`),
      ];
      for (const url of urls) while (!(await answers(url))) await pause(100);
    },
    async stop() {
      await Promise.all([sql.end({ timeout: 5 }), owner.end({ timeout: 5 })]);
      await flowra.stop();
      rmSync(folder, { recursive: true, force: true });
      releaseTemporaryFolder(folder);
    },
  };
}

function signalGroup(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch {
    // It ended between the two looks.
  }
}
