import type { Tx } from "./database";
import { type Engine, transact } from "./engine";
import { digest, ulid } from "./ids";
import { addJob } from "./queue";
import { claimKey } from "./state";

/** An event as functions receive it. */
export type AppEvent = {
  id: string;
  name: string;
  data: Record<string, unknown>;
  ts: number;
  [field: string]: unknown;
};

/** An event on its way in: our own id, and the sender's if it gave one. */
export type IncomingEvent = { id: string; sendersId?: string; event: AppEvent };

const SAME_ID_WINDOW_MS = 24 * 3_600_000;

/** Stores events and the job that routes them; once this returns they are safe. */
export async function acceptEvents(engine: Engine, incoming: IncomingEvent[]): Promise<void> {
  await transact(engine, async (tx) => {
    const fresh: IncomingEvent[] = [];
    for (const item of incoming) if (await isFirst(tx, item)) fresh.push(item);
    await storeEvents(tx, fresh);
  });
  engine.counters.events += incoming.length;
}

/** Emits one of Inngest's own events, if anything listens to it. */
export async function emit(
  engine: Engine,
  tx: Tx,
  name: string,
  data: Record<string, unknown>,
): Promise<void> {
  const triggers = engine.registry.all().flatMap((fn) => fn.config.triggers);
  if (!triggers.some((trigger) => "event" in trigger && matchesName(trigger.event, name))) {
    const [waiting] = await tx`select 1 from jobs_engine.wait where event_name = ${name} limit 1`;
    if (!waiting) return;
  }
  const id = ulid();
  await storeEvents(tx, [{ id, event: { id, name, data, ts: Date.now() } }]);
}

/** Whether an event name fits a trigger's name, which may end in a wildcard. */
export function matchesName(pattern: string, name: string): boolean {
  return pattern === name || (pattern.endsWith("*") && name.startsWith(pattern.slice(0, -1)));
}

async function storeEvents(tx: Tx, incoming: IncomingEvent[]): Promise<void> {
  if (incoming.length === 0) return;
  const rows = incoming.map(({ id, event }) => ({ id, name: event.name, body: JSON.stringify(event) }));
  // A send that is repeated because its answer was lost comes with the same ids.
  await tx`insert into jobs_engine.event ${tx(rows)} on conflict (id) do nothing`;
  await addJob(tx, { key: "route", kind: "route" });
}

async function isFirst(tx: Tx, { id, sendersId }: IncomingEvent): Promise<boolean> {
  if (sendersId === undefined) return true;
  if (await claimKey(tx, `event:${digest(sendersId)}`, SAME_ID_WINDOW_MS)) {
    return true;
  }
  // The same request again, rather than another event of the same id: it is stored already or about to be.
  return (await tx`select 1 from jobs_engine.event where id = ${id}`).length > 0;
}
