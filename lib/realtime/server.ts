import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import Pusher from "pusher";
import { env } from "@/lib/env";
import type { ChannelKind, EventName, Payload, RealtimeSettings } from "./contract";

const holder = globalThis as { flowraPusher?: Pusher };

/** The one place that knows the realtime service's SDK. Publishing never takes longer than 2 s. */
export function pusher(): Pusher {
  if (!holder.flowraPusher) {
    const {
      PUSHER_APP_ID,
      PUSHER_KEY,
      PUSHER_SECRET,
      PUSHER_HOST,
      PUSHER_PORT,
      PUSHER_SCHEME,
      PUSHER_CLUSTER,
    } = env();
    const own = PUSHER_HOST
      ? { host: PUSHER_HOST, port: String(PUSHER_PORT ?? (PUSHER_SCHEME === "https" ? 443 : 80)) }
      : { cluster: PUSHER_CLUSTER };
    holder.flowraPusher = new Pusher({
      ...own,
      appId: PUSHER_APP_ID,
      key: PUSHER_KEY,
      secret: PUSHER_SECRET,
      useTLS: PUSHER_SCHEME === "https",
      timeout: 2_000,
      // Without an agent the SDK opens a connection for each request.
      agent:
        PUSHER_SCHEME === "https" ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true }),
    } as Pusher.Options);
  }
  return holder.flowraPusher;
}

/** What browsers need to connect. */
export function realtimeSettings(): RealtimeSettings {
  const config = env();
  const scheme = config.PUSHER_PUBLIC_SCHEME ?? config.PUSHER_SCHEME;
  return {
    key: config.PUSHER_KEY,
    cluster: config.PUSHER_CLUSTER,
    host: config.PUSHER_PUBLIC_HOST ?? config.PUSHER_HOST ?? null,
    port: config.PUSHER_PUBLIC_PORT ?? config.PUSHER_PORT ?? null,
    tls: scheme === "https",
  };
}

/** One event for one channel. `publication` makes them, so that name, event and payload fit the contract. */
export type Publication = { channel: string; name: string; data: string };

export function publication<K extends ChannelKind, E extends EventName<K>>(
  _kind: K,
  channel: string,
  event: E,
  payload: Payload<K, E>,
): Publication {
  return { channel, name: event, data: JSON.stringify(payload) };
}

/** Engines take at most this many events a request … */
const batchSize = 10;
/** … and the strictest takes 10,000 bytes for all of it. */
const batchBytes = 9_000;
/** An event over this is sent without its text: browsers fetch it by revision. */
export const largestEvent = 8_500;

/** Requests of one round that are under way at once. */
const lanes = 4;

/**
 * Publishes each channel's events in order, in as few requests as the engines' limits allow. Where many are needed,
 * as for everybody's row of a large group, several go at once, each channel by one lane.
 * @throws when the service refuses or is away; nothing is under way then
 */
export async function publish(publications: Publication[]): Promise<void> {
  const few = batches(publications);
  const all = few.length < lanes ? [few] : byLane(publications).map(batches);
  const ends = await Promise.allSettled(
    all.map(async (lane) => {
      for (const batch of lane) await pusher().triggerBatch(batch);
    }),
  );
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

function byLane(publications: Publication[]): Publication[][] {
  const laneOf = new Map<string, number>();
  const all: Publication[][] = Array.from({ length: lanes }, () => []);
  for (const item of publications) {
    const lane = laneOf.get(item.channel) ?? laneOf.size % lanes;
    laneOf.set(item.channel, lane);
    all[lane]!.push(item);
  }
  return all;
}

export function batches(publications: Publication[]): Publication[][] {
  const all: Publication[][] = [];
  let bytes = 0;
  for (const item of publications) {
    // The engine sees the data as a JSON string inside the request's JSON, so quotes count twice.
    const size = Buffer.byteLength(JSON.stringify(item));
    const current = all.at(-1);
    if (current && current.length < batchSize && bytes + size <= batchBytes) {
      current.push(item);
      bytes += size;
    } else {
      all.push([item]);
      bytes = size;
    }
  }
  return all;
}
