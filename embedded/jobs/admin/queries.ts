import type { Sql } from "../database";
import { ulid } from "../ids";

export const STATUSES = ["running", "completed", "failed", "cancelled"] as const;
export type Status = (typeof STATUSES)[number];

export type RunRow = {
  id: string;
  function_id: string;
  status: Status;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
};

export type RunDetail = RunRow & {
  events: string;
  output: string | null;
  parent_run: string | null;
  replay_of: string | null;
  steps: { name: string; op: string; result: string | null; created_at: Date; finished_at: Date | null }[];
  errors: { step_name: string; attempt: number; error: string; at: Date }[];
  jobs: { kind: string; run_at: Date; attempt: number; unreachable: number; working: boolean }[];
};

/** Runs that go and runs that failed lately, by function. */
export function countRuns(sql: Sql) {
  return sql<{ function_id: string; running: number; failed: number }[]>`
    select function_id, count(*) filter (where status = 'running')::int as running,
      count(*) filter (where status = 'failed')::int as failed
    from jobs_engine.run
    where status = 'running' or (status = 'failed' and id > ${ulidOfYesterday()})
    group by function_id`;
}

/** A page of runs, newest first; ids sort by time. */
export function listRuns(
  sql: Sql,
  filter: { functionId?: string; status?: Status; before?: string },
  limit: number,
) {
  const { functionId = null, status = null, before = null } = filter;
  return sql<RunRow[]>`
    select id, function_id, status, created_at, started_at, ended_at from jobs_engine.run
    where (${functionId}::text is null or function_id = ${functionId})
      and (${status}::text is null or status = ${status})
      and (${before}::text is null or id < ${before})
    order by id desc limit ${limit}`;
}

/** A run with all that is known about it. Long texts are cut by the page, not here. */
export async function getRun(sql: Sql, id: string): Promise<RunDetail | undefined> {
  const [run] = await sql<Omit<RunDetail, "steps" | "errors" | "jobs">[]>`
    select id, function_id, status, created_at, started_at, ended_at, events, output, parent_run, replay_of
    from jobs_engine.run where id = ${id}`;
  if (!run) return undefined;
  const [steps, errors, jobs] = await Promise.all([
    sql<RunDetail["steps"]>`
      select name, op, result, created_at, finished_at from jobs_engine.step
      where run_id = ${id} order by finished_order nulls last, created_at limit 1000`,
    sql<RunDetail["errors"]>`
      select step_name, attempt, error, at from jobs_engine.attempt_error
      where run_id = ${id} order by id limit 200`,
    sql<RunDetail["jobs"]>`
      select kind, run_at, attempt, unreachable, owner is not null as working from jobs_engine.job
      where run_id = ${id} order by run_at limit 100`,
  ]);
  return { ...run, steps, errors, jobs };
}

/** The smallest id of a run created in the last 24 hours. */
const ulidOfYesterday = () => ulid(Date.now() - 86_400_000, Buffer.alloc(10));
