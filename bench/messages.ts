import { setTimeout as pause } from "node:timers/promises";
import Pusher from "pusher";
import { v7 as newId } from "uuid";
import type { Flowra } from "../embedded/start/start-flowra";
import { type Figure, percentiles } from "./figures";
import { call } from "./http";
import { RawSubscriber } from "./realtime-subscriber";
import type { BenchTenant, Writer } from "./tenant";

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
    for (const count of [1, 8, 32, tenant.writers.length]) {
      const sent = await flood(flowra.url, tenant.writers.slice(0, count), seconds);
      const name = count === tenant.writers.length ? `ceiling, ${count} writers` : `${count} writers`;
      figures.push(...(await settle(`messages, ${name}`, sent, arrivals)));
    }
    const paced = await steady(flowra.url, tenant.writers, steadyRate, seconds);
    figures.push(...(await settle(`messages, paced at ${steadyRate}/s`, paced, arrivals)));
    return figures;
  } finally {
    for (const socket of sockets) socket.close();
  }
}

type Sent = { id: string; at: number; ms: number; ok: boolean };
type Round = { sent: Sent[]; took: number };

async function listen(
  flowra: Flowra,
  writers: Writer[],
  arrivals: Map<string, number>,
): Promise<RawSubscriber[]> {
  const { PUSHER_APP_ID: appId, PUSHER_KEY: key, PUSHER_SECRET: secret } = flowra.secrets;
  const engine = new Pusher({ appId, key, secret, host: "127.0.0.1", port: "1" });
  const port = flowra.plan.ports.realtime;
  return Promise.all(
    writers.map(async ({ channel }) => {
      const socket = await RawSubscriber.open(port, key);
      await socket.subscribe(channel, engine.authorizeChannel(socket.socketId, channel).auth);
      socket.onMessage = (text) => {
        const id = /\\"id\\":\\"([0-9a-f-]{36})\\"/.exec(text)?.[1];
        if (id && !arrivals.has(id)) arrivals.set(id, performance.now());
      };
      return socket;
    }),
  );
}

/** Each writer sends its next message when the last one was answered. */
async function flood(url: string, writers: Writer[], forSeconds: number): Promise<Round> {
  const started = performance.now();
  const end = started + forSeconds * 1_000;
  const sent: Sent[] = [];
  await Promise.all(
    writers.map(async (writer) => {
      while (performance.now() < end) sent.push(await send(url, writer));
    }),
  );
  return { sent, took: performance.now() - started };
}

/** Messages at a fixed rate, whether or not the server keeps up. */
async function steady(url: string, writers: Writer[], rate: number, forSeconds: number): Promise<Round> {
  const started = performance.now();
  const pending: Promise<Sent>[] = [];
  const total = rate * forSeconds;
  while (pending.length < total) {
    const due = Math.min(total, Math.ceil(((performance.now() - started) / 1_000) * rate));
    while (pending.length < due) pending.push(send(url, writers[pending.length % writers.length]!));
    await pause(2);
  }
  const sent = await Promise.all(pending);
  return { sent, took: performance.now() - started };
}

async function send(url: string, { chatId, headers }: Writer): Promise<Sent> {
  const id = newId();
  const at = performance.now();
  const body = "When does my parcel arrive, and may I still change the address of the delivery?";
  const { status, ms } = await call("POST", `${url}/api/chats/${chatId}/messages`, headers, { id, body });
  return { id, at, ms, ok: status === 201 };
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
