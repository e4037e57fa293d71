import type { Tx } from "./database";
import { addJob } from "./queue";
import { DISCOVERY, type Run, type StepResult } from "./runs";

export type StepOp = {
  id: string;
  op: string;
  name: string;
  displayName: string;
  parallelMode: string | null;
};

/** Remembers a step that is not finished. False when it is known already: discovery reports pending steps again. */
export async function planStep(tx: Tx, run: Run, op: StepOp): Promise<boolean> {
  const rows = await tx`
    insert into jobs_engine.step (run_id, id, name, op, parallel_mode)
    values (${run.id}, ${op.id}, ${op.displayName}, ${op.op}, ${op.parallelMode})
    on conflict do nothing returning id`;
  return rows.length > 0;
}

/** Stores a step's result; the first one counts. Gives its parallel mode, or undefined when it had a result. */
export async function storeResult(
  tx: Tx,
  run: Run,
  op: StepOp,
  result: StepResult,
): Promise<{ parallelMode: string | null } | undefined> {
  const [row] = await tx<{ parallel_mode: string | null }[]>`
    insert into jobs_engine.step as mine (run_id, id, name, op, parallel_mode, result, finished_order, finished_at)
    values (${run.id}, ${op.id}, ${op.displayName}, ${op.op}, ${op.parallelMode}, ${JSON.stringify(result)},
      nextval('jobs_engine.ticket'), now())
    on conflict (run_id, id) do update
    set result = excluded.result, finished_order = excluded.finished_order, finished_at = now()
    where mine.result is null
    returning parallel_mode`;
  return row && { parallelMode: row.parallel_mode };
}

/** Ends a step that waited (sleep, event, invoked function, time-out) and goes on with the run. */
export async function resolveStep(tx: Tx, run: Run, stepId: string, result: StepResult): Promise<void> {
  const [row] = await tx<{ parallel_mode: string | null }[]>`
    update jobs_engine.step
    set result = ${JSON.stringify(result)}, finished_order = nextval('jobs_engine.ticket'), finished_at = now()
    where run_id = ${run.id} and id = ${stepId} and result is null
    returning parallel_mode`;
  if (!row) return;
  await tx`delete from jobs_engine.wait where run_id = ${run.id} and step_id = ${stepId}`;
  await tx`
    delete from jobs_engine.job
    where run_id = ${run.id} and step_id = ${stepId} and kind = 'resolve' and owner is null`;
  await discover(tx, run, row.parallel_mode);
}

/**
 * Calls the function again to see what comes next: once nothing is pending, since Promise.all needs all of them
 * anyway, or after each step when the function said that it races. The losers of a race hold up nothing.
 */
export async function discover(tx: Tx, run: Run, parallelMode: string | null): Promise<void> {
  const eager = parallelMode === "race" || run.request_version === 1;
  if (!eager && (await isWaitingForAll(tx, run.id))) return;
  await addJob(tx, {
    key: `call:${run.id}:${DISCOVERY}`,
    kind: "call",
    runId: run.id,
    stepId: DISCOVERY,
    slots: run.slots,
    priority: run.priority,
  });
}

async function isWaitingForAll(tx: Tx, runId: string): Promise<boolean> {
  const rows = await tx`
    select 1 from jobs_engine.step
    where run_id = ${runId} and result is null and parallel_mode is distinct from 'race' limit 1`;
  return rows.length > 0;
}

export async function hasPendingSteps(tx: Tx, runId: string): Promise<boolean> {
  const rows = await tx`
    select 1 from jobs_engine.step where run_id = ${runId} and result is null limit 1`;
  return rows.length > 0;
}
