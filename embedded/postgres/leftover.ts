import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { PlainError } from "../process/plain-error";

/**
 * Deals with the postmaster.pid of a server that was not stopped: ends that server if it still runs on this folder,
 * removes the file if its process id is gone or belongs to another program by now (PostgreSQL itself would refuse).
 * That no other Flowra uses the folder is for the caller to make sure of.
 * @throws PlainError when the old server doesn't end
 */
export async function endLeftoverServer(dataDir: string): Promise<void> {
  const file = join(dataDir, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  if (!(await ended(pid, dataDir))) {
    throw new PlainError(`An earlier PostgreSQL (process ${pid}) still runs on ${dataDir} and doesn't end.`);
  }
  rmSync(file, { force: true });
}

async function ended(pid: number, dataDir: string): Promise<boolean> {
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    for (let waited = 0; waited < 10_000; waited += 50) {
      if (!(pid > 0) || !runsOn(pid, dataDir)) return true;
      if (waited === 0) tryKill(pid, signal);
      await pause(50);
    }
  }
  return false;
}

/** The postmaster's working folder is its data folder, which tells it from a stranger with a reused process id. */
function runsOn(pid: number, dataDir: string): boolean {
  if (process.platform === "linux") {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir);
    } catch {
      return false;
    }
  }
  const { stdout } = spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.includes("postgres") && stdout.includes(dataDir);
}

function tryKill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Already gone, which the caller finds out by itself.
  }
}
