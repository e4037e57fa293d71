import type { Engine } from "./engine";

/** The state of the queue in Prometheus' text format. */
export async function metrics({ sql, counters, registry }: Engine): Promise<string> {
  const [queue] = await sql<{ due: number; later: number; working: number; lag: number }[]>`
    select count(*) filter (where owner is null and run_at <= now())::int as due,
      count(*) filter (where owner is null and run_at > now())::int as later,
      count(*) filter (where owner is not null)::int as working,
      coalesce(extract(epoch from now() - min(run_at) filter (where owner is null and run_at <= now())), 0)::float8 as lag
    from jobs_engine.job`;
  const [runs] = await sql<{ running: number; failed: number; unrouted: number }[]>`
    select (select count(*) from jobs_engine.run where status = 'running')::int as running,
      (select count(*) from jobs_engine.run where status = 'failed' and ended_at > now() - interval '24 hours')::int
        as failed,
      (select count(*) from jobs_engine.event where routed_at is null)::int as unrouted`;
  const lines: Line[] = [
    ["flowra_jobs_functions", "gauge", "Registered functions.", registry.all().length],
    ["flowra_jobs_queue_due", "gauge", "Jobs that are due and wait for room.", queue?.due],
    ["flowra_jobs_queue_later", "gauge", "Jobs for a later time: sleeps, retries, schedules.", queue?.later],
    ["flowra_jobs_queue_working", "gauge", "Jobs under way, in all executors.", queue?.working],
    ["flowra_jobs_queue_lag_seconds", "gauge", "How long the oldest due job has waited.", queue?.lag],
    ["flowra_jobs_events_unrouted", "gauge", "Events not yet given to functions.", runs?.unrouted],
    ["flowra_jobs_runs_running", "gauge", "Runs under way.", runs?.running],
    ["flowra_jobs_runs_failed_last_day", "gauge", "Runs that failed in the last 24 hours.", runs?.failed],
    [
      "flowra_jobs_runs_completed_total",
      "counter",
      "Runs completed by this process.",
      counters.runs.completed,
    ],
    ["flowra_jobs_runs_failed_total", "counter", "Runs failed in this process.", counters.runs.failed],
    [
      "flowra_jobs_runs_cancelled_total",
      "counter",
      "Runs cancelled by this process.",
      counters.runs.cancelled,
    ],
    ["flowra_jobs_events_total", "counter", "Events accepted by this process.", counters.events],
    ["flowra_jobs_calls_total", "counter", "Calls of the app by this process.", counters.calls],
    ["flowra_jobs_unreachable_total", "counter", "Calls that did not reach the app.", counters.unreachable],
    [
      "flowra_jobs_recovered_total",
      "counter",
      "Jobs taken over from executors that died.",
      counters.recovered,
    ],
  ];
  return lines.map(write).join("");
}

type Line = [name: string, type: "gauge" | "counter", help: string, value: number | undefined];

const write = ([name, type, help, value]: Line) =>
  `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${value ?? 0}\n`;
