import { join } from "node:path";
import { holdPort, type ListeningSocket } from "../process/listening-socket";
import { takeLock } from "../process/lock";
import { endOrphans } from "../process/orphans";
import { PlainError } from "../process/plain-error";
import { type ChildSpec, type Supervised, supervise } from "../process/supervisor";
import { buildIfChanged } from "./build";
import type { StartConfig } from "./config";
import { prepareContents } from "./contents";
import { openDataFolder } from "./data-folder";
import { keepPostgres } from "./keep-postgres";
import { prefixedLog } from "./log";
import { makePlan, type Plan } from "./plan";
import { answers, script } from "./script";
import { keepSecrets, type Secrets } from "./secrets";

export type Flowra = {
  url: string;
  databaseUrl: string;
  dataDir: string;
  plan: Plan;
  secrets: Secrets;
  /** What a script of the app needs to run as the app does. */
  environment: NodeJS.ProcessEnv;
  /** The parts that run as programs of their own, by name. */
  parts: Supervised[];
  /** Stops everything, the database last. */
  stop(): Promise<void>;
};

export type StartOptions = { root: string; config: StartConfig; dev: boolean; log?: typeof prefixedLog };

/**
 * Starts the whole of Flowra and waits until it can be used. Nothing is left running when it fails.
 * @throws PlainError with a sentence about what is wrong
 */
export async function startFlowra({ root, config, dev, log = prefixedLog }: StartOptions): Promise<Flowra> {
  const dataDir = openDataFolder(root, config);
  const lock = takeLock(join(dataDir, "flowra.lock"));
  if (!lock) {
    throw new PlainError(
      `Another Flowra runs on the data folder ${dataDir}. Stop it, or set FLOWRA_DATA to another folder for this one.`,
    );
  }
  const parts: Supervised[] = [];
  let database: Awaited<ReturnType<typeof keepPostgres>> | undefined;
  let socket: ListeningSocket | undefined;
  const stop = async () => {
    const named = (names: string[]) =>
      parts.filter(({ name }) => names.includes(name)).map((part) => part.stop());
    await Promise.all(named(["app", "jobs"]));
    socket?.close();
    await Promise.all(named(["realtime", "mailbox"]));
    await database?.stop();
    lock.release();
  };
  const run = (spec: Omit<ChildSpec, "log" | "onChange" | "cwd">) => {
    const onChange = () => lock.record(parts.map((part) => part.pid()).filter((pid) => pid !== undefined));
    const part = supervise({ ...spec, cwd: root, log: log(spec.name), onChange });
    parts.push(part);
    onChange();
    return part.ready;
  };

  try {
    await endOrphans(lock.orphans);
    const secrets = keepSecrets(dataDir);
    const contents = prepareContents(root, dataDir, config);
    const plan = await makePlan(config, secrets, { dataDir, dev, demo: contents.isDemo });
    const runScript = (file: string, name: string, env: NodeJS.ProcessEnv) =>
      run({ name, ...script(root, file), env, says: listening, isReady: answers(partAddress(plan, name)) });

    const prepareDatabase = async () => {
      if (plan.embedded.postgres) {
        const say = log("postgres");
        const options = {
          dataDir: join(dataDir, "postgres"),
          port: config.POSTGRES_PORT,
          log: onlyTrouble(say),
        };
        database = await keepPostgres(options, say);
      }
      const url = database?.url ?? config.DATABASE_URL!;
      await contents.load(url, () => plan.appEnvironment(url) as NodeJS.ProcessEnv, log("database"));
      return url;
    };
    const buildEnvironment = {
      ...config.given,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
    } as const;
    const [databaseUrl] = await Promise.all([
      prepareDatabase(),
      dev || buildIfChanged(root, config.NEXT_DIST_DIR, buildEnvironment, log("build")),
      plan.embedded.realtime &&
        runScript("embedded/realtime/main.ts", "realtime", env(plan.realtimeEnvironment)),
      plan.embedded.mailbox && runScript("embedded/mailbox/main.ts", "mailbox", env(plan.mailboxEnvironment)),
    ]);

    const environment = env(plan.appEnvironment(databaseUrl));
    const next = join(root, "node_modules/next/dist/bin/next");
    // A development server runs in a process of its own below the one that is started here.
    if (!dev) socket = holdPort(plan.ports.app, plan.host);
    const app = run({
      name: "app",
      command: process.execPath,
      args: [next, dev ? "dev" : "start", "-H", plan.host, "-p", String(plan.ports.app)],
      env: environment,
      socket,
      says: listening,
      isReady: answers(`${plan.appAddress}/api/health/live`),
    });
    // A development server compiles what it is asked for, so jobs wait for their turn.
    if (dev) await app;
    const jobs =
      plan.embedded.jobs &&
      runScript("embedded/jobs/main.ts", "jobs", env(plan.jobsEnvironment(databaseUrl)));
    await Promise.all([app, jobs]);
    return { url: plan.url, databaseUrl, dataDir, plan, secrets, environment, parts, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The line by which each part says that its port is its own. */
const listening = /\bready (on|in)\b/i;

function env(values: Record<string, string | undefined>): NodeJS.ProcessEnv {
  return values as NodeJS.ProcessEnv;
}

function partAddress(plan: Plan, name: string): string {
  const port = plan.ports[name as keyof Plan["ports"]];
  return `http://127.0.0.1:${port}/health`;
}

/** Of the database's log only what somebody should look at. */
function onlyTrouble(say: (line: string) => void): (line: string) => void {
  let isTrouble = true;
  return (line) => {
    // What begins with a space goes on with the line before: a statement of several lines.
    if (!/^\s/.test(line)) isTrouble = !/^(LOG|DETAIL|HINT|STATEMENT|CONTEXT):/.test(line);
    if (isTrouble) say(line);
  };
}
