import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import getPort, { portNumbers } from "get-port";
import { guardChild, releaseChild } from "../process/guard";
import { PlainError } from "../process/plain-error";
import { serverAccount } from "./account";
import { findBinaries } from "./binaries";
import { serverEnvironment } from "./config";
import { prepareDataFolder } from "./data-folder";
import { prepareDatabase } from "./database";
import { endLeftoverServer } from "./leftover";
import { serverArguments } from "./settings";

export type PostgresOptions = {
  dataDir: string;
  /** Fails when it is taken; without it a free one is chosen. */
  port?: number;
  /** A throwaway server for tests: fast, and not safe against a crash of the machine. */
  disposable?: boolean;
  /** Told each line of the server's log and what was healed. */
  log?: (line: string) => void;
};

export type PostgresServer = {
  /** Connection of the role `flowra`, which owns the database `flowra` and is not a superuser. */
  url: string;
  /** Connection of the superuser, for backups and repair. */
  adminUrl: string;
  port: number;
  /** The postmaster's process id. */
  pid: number;
  /** Ends open sessions, writes everything out and stops; safe to call twice. */
  stop(): Promise<void>;
  /** Called once if the server ends without having been stopped. */
  onExit(listener: (reason: string) => void): void;
};

/**
 * Starts PostgreSQL on a data folder, made at the first start, listening on 127.0.0.1 only. It ends with this process,
 * however that ends.
 * @throws PlainError with a sentence that names the folder or port
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const dataDir = resolve(options.dataDir);
  const log = options.log ?? (() => {});
  const account = serverAccount(dataDir);
  const binaries = findBinaries(account);
  const password = prepareDataFolder(dataDir, binaries, account, log);

  // A killed server may still be on its way out, and a free port may be taken by the time it is used.
  let problem = "";
  for (const delay of [100, 200, 400, 800, 1_600, 3_200, 0]) {
    await endLeftoverServer(dataDir);
    const port = options.port ?? (await getPort({ port: portNumbers(5_540, 5_639), host: "127.0.0.1" }));
    const started = await launch(binaries.postgres, dataDir, port, account, options.disposable ?? false, log);
    if (started.ready) {
      const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
      const url = await prepareDatabase(adminUrl, password);
      return { ...handle(started.child), url, adminUrl, port };
    }
    problem = started.problem;
    if (options.port && /could not bind|Address already in use/.test(problem)) {
      throw new PlainError(`Port ${options.port}, configured for PostgreSQL, is taken by another program.`);
    }
    await pause(delay);
  }
  throw new PlainError(`PostgreSQL doesn't start on ${dataDir}: ${problem}`);
}

type Launch = { child: ChildProcess; ready: true } | { ready: false; problem: string };

function launch(
  binary: string,
  dataDir: string,
  port: number,
  account: { uid: number; gid: number } | undefined,
  disposable: boolean,
  log: (line: string) => void,
): Promise<Launch> {
  const child = spawn(binary, ["-D", dataDir, ...serverArguments(port, disposable)], {
    ...account,
    cwd: "/",
    // Its own group: ctrl-C in the terminal must reach the database last, and through us.
    detached: true,
    env: serverEnvironment(),
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (child.pid) guardChild(child.pid, "SIGINT", false);
  const complaints: string[] = [];
  return new Promise((settle) => {
    createInterface({ input: child.stderr! }).on("line", (line) => {
      log(line.replace(/^\S+ \S+ UTC \[\d+\] /, ""));
      if (/FATAL|could not/.test(line)) complaints.push(line.replace(/^.*?(FATAL|LOG|WARNING): +/, ""));
      if (line.includes("database system is ready to accept connections")) settle({ ready: true, child });
    });
    child.once("error", (error) => settle({ ready: false, problem: error.message }));
    child.once("close", (code, signal) => {
      if (child.pid) releaseChild(child.pid);
      settle({ ready: false, problem: complaints.join("; ") || `it ended with ${signal ?? `code ${code}`}` });
    });
  });
}

function handle(child: ChildProcess): Pick<PostgresServer, "pid" | "stop" | "onExit"> {
  let stopping = false;
  const ended = new Promise<string>((settle) => {
    child.once("exit", (code, signal) => settle(signal ? `signal ${signal}` : `code ${code}`));
  });
  return {
    pid: child.pid!,
    onExit: (listener) => void ended.then((reason) => stopping || listener(reason)),
    async stop() {
      stopping = true;
      // Fast shutdown first, then immediate, which loses nothing either: the next start replays the log.
      for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
        child.kill(signal);
        if (await Promise.race([ended.then(() => true), pause(10_000, false, { ref: false })])) return;
      }
    },
  };
}
