import { setTimeout as pause } from "node:timers/promises";
import { processIdentity } from "./alive";
import type { LockedChild } from "./lock";

/** Ends process groups that a killed start left behind: politely, and after ten seconds by force. */
export async function endOrphans(orphans: LockedChild[]): Promise<void> {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    for (const { pid } of orphans) signalGroup(pid, signal);
    for (let waited = 0; waited < 10_000 && orphans.some(runs); waited += 50) await pause(50);
    if (!orphans.some(runs)) return;
  }
}

function runs({ pid, identity }: LockedChild): boolean {
  return processIdentity(pid) === identity;
}

/** Signals a whole process group; false when nothing of it is left. */
export function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-leader, signal);
    return true;
  } catch {
    return false;
  }
}
