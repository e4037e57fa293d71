import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { Agent } from "node:http";
import { fileURLToPath, pathToFileURL } from "node:url";
import getPort from "get-port";
import Pusher from "pusher";
import type { Figure } from "./figures";
import { RawSubscriber } from "./realtime-subscriber";

const app = { appId: "bench", key: "bench-key", secret: "bench-secret" };
const connections = 10_000;
const openAtOnce = 200;
const fanOuts = [100, 1_000, connections];
const roundsPerFanOut = 30;
const loadSeconds = 5;
const messagesPerSecond = 1_000;
const loadSubscribers = 300;

/**
 * Measures the realtime server in a process of its own, on the loopback interface: memory for each idle
 * connection, the time of one event to many sockets, and a steady load of published messages. It takes about
 * half a minute and ends the server and all connections itself.
 * @throws Error when the server doesn't start or a connection is refused
 */
export async function measureRealtime(): Promise<Figure[]> {
  const port = await getPort({ host: "127.0.0.1" });
  const server = await startServer(port);
  const subscribers: RawSubscriber[] = [];
  try {
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    const api = new Pusher({ ...app, host: "127.0.0.1", port: String(port), timeout: 10_000, agent });
    const figures = await measureMemory(server, port, subscribers);
    for (const size of fanOuts) figures.push(...(await measureFanOut(api, subscribers.slice(0, size))));
    figures.push(...(await measureLoad(server, api, subscribers.slice(0, loadSubscribers))));
    const memory = residentKb(server);
    figures.push(
      { name: "realtime server memory at the end", value: memory / 1_024, unit: "MB" },
      { name: "realtime whole server's memory per connection", value: memory / connections, unit: "kB" },
    );
    return figures;
  } finally {
    for (const subscriber of subscribers) subscriber.close();
    server.kill("SIGTERM");
  }
}

async function startServer(port: number): Promise<ChildProcess> {
  const main = fileURLToPath(new URL("../embedded/realtime/main.ts", import.meta.url));
  const server = spawn(process.execPath, ["--import", "tsx", main], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      PUSHER_HOST: "127.0.0.1",
      PUSHER_PORT: String(port),
      PUSHER_APP_ID: app.appId,
      PUSHER_KEY: app.key,
      PUSHER_SECRET: app.secret,
      REALTIME_MAX_CONNECTIONS: String(connections),
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.stdout?.once("data", () => resolve());
    server.once("exit", (code) => reject(new Error(`the realtime server stopped with code ${code}`)));
  });
  return server;
}

async function measureMemory(
  server: ChildProcess,
  port: number,
  subscribers: RawSubscriber[],
): Promise<Figure[]> {
  const before = residentKb(server);
  const startedAt = performance.now();
  while (subscribers.length < connections) {
    const group = Array.from({ length: openAtOnce }, () => RawSubscriber.open(port, app.key));
    subscribers.push(...(await Promise.all(group)));
  }
  const openedIn = performance.now() - startedAt;
  const after = residentKb(server);
  return [
    { name: "realtime connections open", value: subscribers.length, unit: "connections" },
    { name: "realtime connections opened", value: (connections / openedIn) * 1_000, unit: "per second" },
    { name: "realtime server memory, no connections", value: before / 1_024, unit: "MB" },
    { name: "realtime server memory, all connections", value: after / 1_024, unit: "MB" },
    { name: "realtime memory added by a connection", value: (after - before) / connections, unit: "kB" },
  ];
}

/** From the moment of publishing to the arrival at each socket, in this same process. */
async function measureFanOut(api: Pusher, subscribers: RawSubscriber[]): Promise<Figure[]> {
  const channel = `fan-out-${subscribers.length}`;
  await Promise.all(subscribers.map((subscriber) => subscriber.subscribe(channel)));
  const delays: number[] = [];
  for (let round = 0; round < roundsPerFanOut; round++) {
    const arrivals = Promise.all(subscribers.map((subscriber) => subscriber.nextArrival()));
    const publishedAt = performance.now();
    await api.trigger(channel, "message", { round, text: "x".repeat(150) });
    for (const arrivedAt of await arrivals) delays.push(arrivedAt - publishedAt);
  }
  subscribers.forEach((subscriber) => {
    subscriber.unsubscribe(channel);
  });
  return [
    {
      name: `realtime one event to ${subscribers.length} sockets, p50`,
      value: percentile(delays, 0.5),
      unit: "ms",
    },
    {
      name: `realtime one event to ${subscribers.length} sockets, p95`,
      value: percentile(delays, 0.95),
      unit: "ms",
    },
  ];
}

/** Batches of ten at a steady rate, each message to one of the channels that three sockets share. */
async function measureLoad(
  server: ChildProcess,
  api: Pusher,
  subscribers: RawSubscriber[],
): Promise<Figure[]> {
  const channels = Math.ceil(subscribers.length / 3);
  await Promise.all(subscribers.map((subscriber, index) => subscriber.subscribe(`load-${index % channels}`)));
  const delays: number[] = [];
  for (const subscriber of subscribers) {
    subscriber.onMessage = (text) => {
      const sentAt = /"data":"([\d.]+)"/.exec(text)?.[1];
      if (sentAt) delays.push(performance.now() - Number(sentAt));
    };
  }
  const batches = (loadSeconds * messagesPerSecond) / 10;
  const cpuBefore = cpuSeconds(server);
  const startedAt = performance.now();
  const answers: Promise<unknown>[] = [];
  for (let sent = 0; sent < batches; sent++) {
    const due = startedAt + (sent * 10_000) / messagesPerSecond;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const batch = Array.from({ length: 10 }, (_, index) => ({
      channel: `load-${(sent * 10 + index) % channels}`,
      name: "message",
      data: String(performance.now()),
    }));
    answers.push(api.triggerBatch(batch));
  }
  await Promise.all(answers);
  const seconds = (performance.now() - startedAt) / 1_000;
  await Promise.all(subscribers.map((subscriber) => subscriber.settled()));
  const cpu = cpuSeconds(server) - cpuBefore;
  return [
    { name: "realtime load, messages published", value: (batches * 10) / seconds, unit: "per second" },
    { name: "realtime load, deliveries", value: delays.length / seconds, unit: "per second" },
    {
      name: "realtime load, deliveries missing",
      value: batches * 10 * 3 - delays.length,
      unit: "deliveries",
    },
    { name: "realtime load, published to delivered, p50", value: percentile(delays, 0.5), unit: "ms" },
    { name: "realtime load, published to delivered, p95", value: percentile(delays, 0.95), unit: "ms" },
    { name: "realtime load, server's share of one core", value: (cpu / seconds) * 100, unit: "%" },
  ];
}

function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function residentKb(server: ChildProcess): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1]);
}

/** User and system time, which Linux counts in hundredths of a second. */
function cpuSeconds(server: ChildProcess): number {
  const fields = readFileSync(`/proc/${server.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const { name, value, unit } of await measureRealtime()) {
    console.log(`${name.padEnd(55)} ${value.toFixed(1).padStart(10)} ${unit}`);
  }
}
