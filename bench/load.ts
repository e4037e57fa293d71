import { setTimeout as pause } from "node:timers/promises";
import Pusher from "pusher";
import { v7 as newId } from "uuid";
import type { Flowra } from "../embedded/start/start-flowra";
import { call } from "./http";
import { RawSubscriber } from "./realtime-subscriber";
import type { Writer } from "./tenant";

type Sent = { id: string; at: number; ms: number; ok: boolean };
export type Round = { sent: Sent[]; took: number };

/** A socket for each writer, on the channel of their chat, that notes when each message arrives. */
export async function listen(
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
export async function flood(url: string, writers: Writer[], forSeconds: number): Promise<Round> {
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
export async function steady(
  url: string,
  writers: Writer[],
  rate: number,
  forSeconds: number,
): Promise<Round> {
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
