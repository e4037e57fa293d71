import { setTimeout as pause } from "node:timers/promises";
import type { Flowra } from "../embedded/start/start-flowra";
import { cpuPer, cpuTimes } from "./cpu";
import { type Figure, percentiles } from "./figures";
import { flood, listen, type Round, steady } from "./load";
import type { BenchTenant } from "./tenant";

const seconds = 5;
const warmUpSeconds = 4;
/** Half of the thousand messages a second that one machine has to carry. */
const steadyRate = 500;

/**
 * Messages from customers through the app's door into the database and out to a socket that listens on each
 * chat's channel: how many a second, how long until the answer, how long until the other side has it.
 */
export async function measureMessages(flowra: Flowra, tenant: BenchTenant): Promise<Figure[]> {
  const arrivals = new Map<string, number>();
  const sockets = await listen(flowra, tenant.writers, arrivals);
  try {
    await flood(flowra.url, tenant.writers.slice(0, 16), warmUpSeconds);
    const figures: Figure[] = [];
    const measure = async (name: string, work: () => Promise<Round>) => {
      const before = cpuTimes(flowra);
      const round = await work();
      figures.push(...(await settle(`messages, ${name}`, round, arrivals)));
      figures.push(...cpuPer(`messages, ${name}`, before, cpuTimes(flowra), round.sent.length));
    };
    for (const count of [1, 8, 32, tenant.writers.length]) {
      const name = count === tenant.writers.length ? `ceiling, ${count} writers` : `${count} writers`;
      await measure(name, () => flood(flowra.url, tenant.writers.slice(0, count), seconds));
    }
    await measure(`paced at ${steadyRate}/s`, () => steady(flowra.url, tenant.writers, steadyRate, seconds));
    return figures;
  } finally {
    for (const socket of sockets) socket.close();
  }
}

/** Waits until what was accepted has arrived, at most ten seconds, then counts. */
async function settle(name: string, { sent, took }: Round, arrivals: Map<string, number>): Promise<Figure[]> {
  const accepted = sent.filter(({ ok }) => ok);
  const deadline = performance.now() + 10_000;
  while (accepted.some(({ id }) => !arrivals.has(id)) && performance.now() < deadline) await pause(50);
  const delivered = accepted.filter(({ id }) => arrivals.has(id));
  const lastArrival = Math.max(...delivered.map(({ id }) => arrivals.get(id)!));
  const first = Math.min(...accepted.map(({ at }) => at));
  return [
    { name: `${name}: accepted`, value: accepted.length / (took / 1_000), unit: "/s" },
    { name: `${name}: delivered`, value: delivered.length / ((lastArrival - first) / 1_000), unit: "/s" },
    { name: `${name}: refused or not delivered`, value: sent.length - delivered.length, unit: "" },
    ...percentiles(
      `${name}: answer`,
      accepted.map(({ ms }) => ms),
    ),
    ...percentiles(
      `${name}: on the other side's socket`,
      delivered.map(({ id, at }) => arrivals.get(id)! - at),
    ),
  ];
}
