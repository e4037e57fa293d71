import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

type Order =
  | { watch: number; signal: NodeJS.Signals; group: boolean }
  | { forget: number }
  | { remove: string }
  | { keep: string };

// On globalThis: test runners evaluate this module more than once in a process.
const holder = globalThis as { flowraGuard?: { child: ChildProcess; orders: Map<string, Order> } };

/**
 * From now on the child, which must lead a process group of its own, ends when this process ends, however it ends.
 * @param signal asks the child to stop; what is left of the group after 8 seconds is killed
 * @param group whether the signal goes to the whole group or to the child only
 */
export function guardChild(pid: number, signal: NodeJS.Signals = "SIGTERM", group = true): void {
  order(`child ${pid}`, { watch: pid, signal, group });
}

/** The child has ended; its id may belong to somebody else soon. */
export function releaseChild(pid: number): void {
  order(`child ${pid}`, { forget: pid });
}

/** From now on the folder is deleted when this process ends, however it ends. Only for throwaway data. */
export function guardTemporaryFolder(path: string): void {
  order(`folder ${path}`, { remove: path });
}

/** The folder is gone already, or is to stay. */
export function releaseTemporaryFolder(path: string): void {
  order(`folder ${path}`, { keep: path });
}

function order(subject: string, next: Order): void {
  const guard = running();
  if ("forget" in next || "keep" in next) guard.orders.delete(subject);
  else guard.orders.set(subject, next);
  write(guard.child, next);
}

function running() {
  const current = holder.flowraGuard;
  if (current && current.child.exitCode === null && current.child.signalCode === null) return current;
  const orders = current?.orders ?? new Map<string, Order>();
  const child = spawn(process.execPath, [fileURLToPath(new URL("./guard-process.mjs", import.meta.url))], {
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  child.stdin?.on("error", () => {});
  const guard = { child, orders };
  holder.flowraGuard = guard;
  // A guard that was killed is replaced, and the new one is told everything again.
  child.once("exit", () => orders.size > 0 && holder.flowraGuard === guard && running());
  for (const known of orders.values()) write(child, known);
  return guard;
}

function write(child: ChildProcess, next: Order): void {
  child.stdin?.write(`${JSON.stringify(next)}\n`);
}
