import type { Tx } from "./database";
import { durationMs } from "./durations";
import { type Engine, transact } from "./engine";
import type { AppEvent } from "./events";
import { keyText } from "./expressions";
import type { FunctionConfig } from "./function-config";
import { digest } from "./ids";
import { addJob, finishJob, type Job, postponeJob } from "./queue";
import type { RegisteredFunction } from "./registry";
import { createRun } from "./runs";
import { changeState, deleteState, lockState } from "./state";

/** Events that wait to start one run together. The truth is here; the job that looks at it is only an alarm clock. */
type Gathered = { functionId: string; events: AppEvent[]; first: number; due: number };

type JobData = { state: string };

/** Keeps the latest event of its key until none has come for the period, at most until the time-out. */
export async function gatherDebounced(
  tx: Tx,
  functionId: string,
  debounce: NonNullable<FunctionConfig["debounce"]>,
  event: AppEvent,
): Promise<void> {
  const key = `gather:${digest(functionId, keyText(debounce.key, event) ?? "")}`;
  const now = Date.now();
  const { due } = await changeState<Gathered>(tx, key, (before) => {
    const first = before?.first ?? now;
    const latest = before?.events[0];
    const ceiling = debounce.timeout ? first + durationMs(debounce.timeout) : Number.POSITIVE_INFINITY;
    return {
      functionId,
      events: [latest && latest.ts > event.ts ? latest : event],
      first,
      due: Math.min(now + durationMs(debounce.period), ceiling),
    };
  });
  await setAlarm(tx, key, due);
}

/** Adds an event to its batch; the event that fills the batch starts the run. */
export async function gatherBatch(
  tx: Tx,
  fn: RegisteredFunction,
  batch: NonNullable<FunctionConfig["batchEvents"]>,
  event: AppEvent,
): Promise<void> {
  const key = `gather:${digest(fn.config.id, keyText(batch.key, event) ?? "")}`;
  const now = Date.now();
  const { events, due } = await changeState<Gathered>(tx, key, (before) => ({
    functionId: fn.config.id,
    events: [...(before?.events ?? []), event],
    first: before?.first ?? now,
    due: before?.due ?? now + durationMs(batch.timeout),
  }));
  if (events.length < batch.maxSize) return setAlarm(tx, key, due);
  await deleteState(tx, key);
  await createRun(tx, fn, events);
}

/** The alarm rang: starts the run if it is time, or waits on if events have moved it. */
export async function releaseGathered(engine: Engine, job: Job): Promise<void> {
  const { state }: JobData = JSON.parse(job.data ?? "{}");
  await transact(engine, async (tx) => {
    const gathered = await lockState<Gathered>(tx, state);
    if (gathered && gathered.due > Date.now()) return postponeJob(tx, job, gathered.due);
    if (!(await finishJob(tx, job)) || !gathered) return;
    await deleteState(tx, state);
    const fn = engine.registry.get(gathered.functionId);
    if (fn) await createRun(tx, fn, gathered.events);
  });
}

const setAlarm = (tx: Tx, key: string, due: number) =>
  addJob(tx, { key, kind: "gather", data: { state: key } satisfies JobData, at: due });
