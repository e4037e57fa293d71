import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Flowra } from "../embedded/start/start-flowra";
import type { Figure } from "./figures";

/** Milliseconds of one core that each part has used since it started, by part. */
export type CpuTimes = Map<string, number>;

/**
 * What each part of Flowra and the load itself have used of the processor. It says where the time goes even when
 * the machine is shared. Empty where there is no /proc.
 */
export function cpuTimes(flowra: Flowra): CpuTimes {
  if (!existsSync("/proc/self/stat")) return new Map();
  const processes = readProcesses();
  const roots = flowra.parts.map((part) => ({ name: part.name, pid: part.pid() }));
  roots.push({ name: "database", pid: databasePid(flowra) });
  const times: CpuTimes = new Map();
  for (const { name, pid } of roots) if (pid) times.set(name, familyTime(processes, pid));
  const { user, system } = process.cpuUsage();
  return times.set("the load itself", (user + system) / 1_000);
}

/** What `count` of something cost each part between two looks, biggest first. */
export function cpuPer(what: string, before: CpuTimes, after: CpuTimes, count: number): Figure[] {
  const used = [...after].map(([part, ms]) => ({ part, ms: (ms - (before.get(part) ?? 0)) / count }));
  const rows = [{ part: "all together", ms: used.reduce((sum, { ms }) => sum + ms, 0) }, ...used];
  return rows
    .filter(({ ms }) => ms >= 0.01)
    .sort((a, b) => b.ms - a.ms)
    .map(({ part, ms }) => ({ name: `${what}: processor time of ${part}`, value: ms, unit: "ms" }));
}

type Process = { parent: number; ms: number };

function readProcesses(): Map<number, Process> {
  const found = new Map<number, Process>();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, "utf8");
      // The name in parentheses may hold anything; after it the fields are counted from the third. Ticks are 10 ms;
      // those of ended children count with their parent.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const ticks = [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0);
      found.set(Number(entry), { parent: Number(fields[1]), ms: ticks * 10 });
    } catch {
      // It ended between the two looks.
    }
  }
  return found;
}

function familyTime(processes: Map<number, Process>, root: number): number {
  let ms = processes.get(root)?.ms ?? 0;
  for (const [pid, { parent }] of processes) if (parent === root) ms += familyTime(processes, pid);
  return ms;
}

function databasePid({ dataDir }: Flowra): number | undefined {
  const file = join(dataDir, "postgres", "postmaster.pid");
  return existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : undefined;
}
