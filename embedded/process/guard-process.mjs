// Outlives the process that started it and then ends what that one left behind. It learns of the death by the end
// of its standard input, which the kernel closes even after kill -9. Plain JavaScript: it must start at once.
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";

const children = new Map();
const folders = new Set();
// ctrl-C reaches the whole terminal group; the guard has to be the last to go.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  if (order.watch) children.set(order.watch, order);
  if (order.forget) children.delete(order.forget);
  if (order.remove) folders.add(order.remove);
  if (order.keep) folders.delete(order.keep);
}

for (const { watch, signal, group } of children.values()) send(group ? -watch : watch, signal);
for (let waited = 0; waited < 8_000 && anyAlive(); waited += 50) await pause(50);
for (const { watch } of children.values()) send(-watch, "SIGKILL");
for (let waited = 0; waited < 2_000 && anyAlive(); waited += 50) await pause(50);
for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

function anyAlive() {
  return [...children.keys()].some((pid) => send(-pid, 0));
}

function send(target, signal) {
  try {
    process.kill(target, signal);
    return true;
  } catch {
    return false;
  }
}
