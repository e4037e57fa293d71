import type { Query, Tx } from "./database";

export type JobKind = "route" | "call" | "resolve" | "cancel" | "gather" | "cron";

export type Job = {
  id: string;
  key: string;
  kind: JobKind;
  run_id: string | null;
  step_id: string | null;
  data: string | null;
  attempt: number;
  run_at: Date;
  lease: string;
  unreachable: number;
  broken: number;
  errors: number;
};

export type NewJob = {
  /** At most one job a key; adding it again while it waits moves it forward, while it works makes it work once more. */
  key: string;
  kind: JobKind;
  runId?: string;
  stepId?: string;
  data?: unknown;
  /** Epoch milliseconds; now when left out. */
  at?: number;
  /** Concurrency limits it counts towards, see slots.ts. */
  slots?: string[];
  /** Seconds by which it goes before (or, negative, after) what is due at the same time. */
  priority?: number;
};

/** Adds a job in the transaction that makes it necessary. */
export async function addJob(tx: Query, job: NewJob): Promise<void> {
  const at = new Date(job.at ?? Date.now());
  const sortAt = new Date(at.getTime() - (job.priority ?? 0) * 1_000);
  const data = job.data === undefined ? null : JSON.stringify(job.data);
  await tx`
    insert into jobs_engine.job as mine (key, kind, run_id, step_id, data, slots, run_at, sort_at)
    values (${job.key}, ${job.kind}, ${job.runId ?? null}, ${job.stepId ?? null}, ${data}, ${job.slots ?? []},
      ${at}, ${sortAt})
    on conflict (key) do update set
      again_at = case when mine.owner is null then null else least(mine.again_at, excluded.run_at) end,
      run_at = case when mine.owner is null then least(mine.run_at, excluded.run_at) else mine.run_at end,
      sort_at = case when mine.owner is null then least(mine.sort_at, excluded.sort_at) else mine.sort_at end`;
}

/**
 * Ends a job. False means that the lease was lost: somebody else has the job now, and nothing of ours may be applied.
 */
export async function finishJob(tx: Tx, job: Job): Promise<boolean> {
  const again = await tx`
    update jobs_engine.job
    set owner = null, lease = null, leased_until = null, run_at = again_at, sort_at = again_at, again_at = null,
      attempt = 0, unreachable = 0, broken = 0, errors = 0
    where id = ${job.id} and lease = ${job.lease} and again_at is not null`;
  if (again.count > 0) return true;
  const ended = await tx`delete from jobs_engine.job where id = ${job.id} and lease = ${job.lease}`;
  return ended.count > 0;
}

/** Puts a job back for later. Counters that are not named keep their value. */
export async function postponeJob(
  tx: Query,
  job: Job,
  at: number,
  counters: Partial<Pick<Job, "attempt" | "unreachable" | "broken" | "errors">> = {},
): Promise<void> {
  const { attempt, unreachable, broken, errors } = { ...job, ...counters };
  const moment = new Date(at);
  await tx`
    update jobs_engine.job
    set owner = null, lease = null, leased_until = null, again_at = null, run_at = ${moment}, sort_at = ${moment},
      attempt = ${attempt}, unreachable = ${unreachable}, broken = ${broken}, errors = ${errors}
    where id = ${job.id} and lease = ${job.lease}`;
}

/** Whether we still hold the job; locks its row until the transaction ends. */
export async function holdsJob(tx: Tx, job: Job): Promise<boolean> {
  const rows = await tx`
    select 1 from jobs_engine.job where id = ${job.id} and lease = ${job.lease} for update`;
  return rows.length > 0;
}
