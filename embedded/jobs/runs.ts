import { LOCKS, type Tx } from "./database";
import { durationMs, momentMs } from "./durations";
import type { Engine } from "./engine";
import { type AppEvent, emit } from "./events";
import { keyText, numberFrom } from "./expressions";
import { digest, ulid } from "./ids";
import { addJob } from "./queue";
import type { RegisteredFunction } from "./registry";
import { slotsFor } from "./slots";
import { changeState } from "./state";

export type StepResult = { type: "data"; data: unknown } | { type: "error"; error: RunError };

export type RunError = { name: string; message: string; stack?: string; [field: string]: unknown };

export type Run = {
  id: string;
  function_id: string;
  events: AppEvent[];
  request_version: number;
  slots: string[];
  priority: number;
  parent_run: string | null;
  parent_step: string | null;
  started_at: Date | null;
};

type Origin = { parentRun?: string; parentStep?: string; replayOf?: string };

/** The step id that stands for the function itself. */
export const DISCOVERY = "step";

/** Starts a run, now or when the function's throttle allows. Undefined when its singleton rule skips it. */
export async function createRun(
  tx: Tx,
  { config }: RegisteredFunction,
  events: AppEvent[],
  origin: Origin = {},
): Promise<string | undefined> {
  const event = events[0];
  const id = ulid();
  let singletonKey: string | null = null;
  if (config.singleton) {
    singletonKey = keyText(config.singleton.key, event) ?? "";
    await tx`select pg_advisory_xact_lock(${LOCKS.singleton}, hashtext(${digest(config.id, singletonKey)}))`;
    const live = await tx<{ id: string }[]>`
      select id from jobs_engine.run
      where function_id = ${config.id} and singleton_key = ${singletonKey} and status = 'running'`;
    if (live.length > 0 && config.singleton.mode === "skip") return undefined;
    for (const run of live)
      await addJob(tx, {
        key: `cancel:${run.id}`,
        kind: "cancel",
        runId: run.id,
        data: "a newer run took its place",
      });
  }

  const at = await throttled(tx, config, event, Math.max(Date.now(), event?.ts ?? 0));
  const slots = slotsFor(config, event);
  const priority = Math.round(Math.max(-600, Math.min(600, numberFrom(config.priority?.run, event, 0))));
  await tx`
    insert into jobs_engine.run (id, function_id, events, slots, priority, singleton_key, parent_run, parent_step, replay_of)
    values (${id}, ${config.id}, ${JSON.stringify(events)}, ${slots}, ${priority}, ${singletonKey},
      ${origin.parentRun ?? null}, ${origin.parentStep ?? null}, ${origin.replayOf ?? null})`;
  for (const [index, cancel] of (config.cancel ?? []).entries())
    await tx`
      insert into jobs_engine.wait (run_id, step_id, purpose, event_name, expression, expires_at)
      values (${id}, ${`cancel ${index}`}, 'cancel', ${cancel.event}, ${cancel.if ?? null},
        ${cancel.timeout ? new Date(momentMs(cancel.timeout)) : null})`;
  if (config.timeouts?.start)
    await addJob(tx, {
      key: `start:${id}`,
      kind: "cancel",
      runId: id,
      data: "it did not start in time",
      at: Date.now() + durationMs(config.timeouts.start),
    });
  await addJob(tx, {
    key: `call:${id}:${DISCOVERY}`,
    kind: "call",
    runId: id,
    stepId: DISCOVERY,
    at,
    slots,
    priority,
  });
  return id;
}

/** The run if it is still going, locked until the transaction ends. */
export async function lockRun(tx: Tx, id: string): Promise<Run | undefined> {
  const [row] = await tx<(Omit<Run, "events"> & { events: string; status: string })[]>`
    select id, function_id, status, events, request_version, slots, priority, parent_run, parent_step, started_at
    from jobs_engine.run where id = ${id} for update`;
  return row?.status === "running" ? { ...row, events: JSON.parse(row.events) } : undefined;
}

/** Ends a run: drops what it still waited for, answers the run that invoked it, tells whoever listens. */
export async function finishRun(
  engine: Engine,
  tx: Tx,
  run: Run,
  status: "completed" | "failed" | "cancelled",
  result: StepResult,
): Promise<void> {
  await tx`
    update jobs_engine.run set status = ${status}, output = ${JSON.stringify(result)}, ended_at = now()
    where id = ${run.id}`;
  await tx`delete from jobs_engine.job where run_id = ${run.id} and owner is null`;
  await tx`delete from jobs_engine.wait where run_id = ${run.id}`;
  if (run.parent_run && run.parent_step)
    await addJob(tx, {
      key: `resolve:${run.parent_run}:${run.parent_step}`,
      kind: "resolve",
      runId: run.parent_run,
      stepId: run.parent_step,
      data: result,
    });
  const about = {
    function_id: run.function_id,
    run_id: run.id,
    event: run.events[0],
    events: run.events,
    ...(result.type === "error" ? { error: result.error } : { result: result.data ?? null }),
  };
  if (status === "cancelled") await emit(engine, tx, "inngest/function.cancelled", about);
  else {
    if (status === "failed") await emit(engine, tx, "inngest/function.failed", about);
    await emit(engine, tx, "inngest/function.finished", about);
  }
  engine.counters.runs[status]++;
}

/** Whatever a thrown value was serialised to, as an error with a name and a message. */
export function asRunError(value: unknown): RunError {
  if (value !== null && typeof value === "object") {
    const fields = value as Record<string, unknown>;
    const name = typeof fields.name === "string" ? fields.name : "Error";
    const text = fields.message ?? fields.error;
    return {
      ...fields,
      name,
      message: typeof text === "string" ? text : JSON.stringify(value),
      stack: typeof fields.stack === "string" ? fields.stack : "",
    };
  }
  return { name: "Error", message: String(value), stack: "" };
}

/** Starts are spread evenly over the period; `burst` of them may come at once. */
async function throttled(
  tx: Tx,
  config: RegisteredFunction["config"],
  event: AppEvent | undefined,
  earliest: number,
): Promise<number> {
  if (!config.throttle) return earliest;
  const { limit, period, burst, key } = config.throttle;
  const gap = durationMs(period) / limit;
  const ahead = gap * (Math.max(1, burst ?? 1) - 1);
  let at = earliest;
  await changeState<number>(
    tx,
    `throttle:${digest(config.id, keyText(key, event) ?? "")}`,
    (before) => {
      at = Math.max(earliest, (before ?? 0) - ahead);
      return Math.max(before ?? 0, at) + gap;
    },
    earliest + 7 * 86_400_000,
  );
  return at;
}
