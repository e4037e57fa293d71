import { callStep } from "./call-step";
import { isOutage, type Tx, throughOutages } from "./database";
import { type Engine, transact } from "./engine";
import { releaseGathered } from "./gather";
import { reason } from "./log";
import { finishJob, holdsJob, type Job, type JobKind, postponeJob } from "./queue";
import { type CronJobData, cronMoment } from "./registry";
import { routeEvents } from "./route-events";
import { createRun, finishRun, lockRun, type StepResult } from "./runs";
import { resolveStep } from "./steps";

/** A job that keeps failing for a reason of our own is given up, so that it holds up nothing for ever. */
const TRIES = 12;

/** Does a claimed job. Never throws: what goes wrong is put back for later or given up. */
export async function work(engine: Engine, job: Job): Promise<void> {
  try {
    await handlers[job.kind](engine, job);
  } catch (error) {
    if (engine.stopping) return;
    engine.log("job failed", { key: job.key, reason: reason(error) });
    await throughOutages(
      () => afterFailure(engine, job, error),
      () => engine.stopping,
    ).catch((again) => engine.log("job left to its lease", { key: job.key, reason: reason(again) }));
  }
}

const handlers: Record<JobKind, (engine: Engine, job: Job) => Promise<void>> = {
  call: callStep,
  gather: releaseGathered,
  route: routeEvents,
  resolve: (engine, job) =>
    transact(engine, async (tx) => {
      const run = await lockRun(tx, job.run_id ?? "");
      if (!(await finishJob(tx, job)) || !run) return;
      await resolveStep(tx, run, job.step_id ?? "", JSON.parse(job.data ?? "null") as StepResult);
    }),
  cancel: cancelRun,
  cron: startCronRun,
};

async function cancelRun(engine: Engine, job: Job): Promise<void> {
  await transact(engine, async (tx) => {
    const run = await lockRun(tx, job.run_id ?? "");
    if (!(await holdsJob(tx, job))) return;
    // A call that began in time may still end the run well.
    if (run && job.key.startsWith("finish:") && (await isBeingCalled(tx, run.id)))
      return postponeJob(tx, job, Date.now() + 1_000);
    await finishJob(tx, job);
    if (!run || (job.key.startsWith("start:") && run.started_at)) return;
    const why = String(JSON.parse(job.data ?? '""'));
    await finishRun(engine, tx, run, "cancelled", {
      type: "error",
      error: {
        name: "RunCancelled",
        message: why ? `The run was cancelled: ${why}.` : "The run was cancelled.",
        stack: "",
      },
    });
  });
}

async function isBeingCalled(tx: Tx, runId: string): Promise<boolean> {
  const rows = await tx`
    select 1 from jobs_engine.job
    where run_id = ${runId} and kind = 'call' and owner is not null limit 1`;
  return rows.length > 0;
}

async function startCronRun(engine: Engine, job: Job): Promise<void> {
  const data: CronJobData = JSON.parse(job.data ?? "{}");
  const due = job.run_at.getTime();
  await transact(engine, async (tx) => {
    if (!(await holdsJob(tx, job))) return;
    // After the later of both: a clock behind that of Postgres must not start the same moment twice.
    const next = cronMoment(data, Math.max(Date.now(), due));
    if (Number.isFinite(next)) await postponeJob(tx, job, next, { errors: 0 });
    else await finishJob(tx, job);
    const fn = engine.registry.get(data.functionId);
    const time = job.run_at.toISOString().replace(".000", "");
    if (fn)
      await createRun(tx, fn, [
        {
          id: time,
          name: "inngest/scheduled.timer",
          ts: due,
          data: { cron: data.line, scheduledAt: time, fireAt: time },
        },
      ]);
  });
}

async function afterFailure(engine: Engine, job: Job, error: unknown): Promise<void> {
  await transact(engine, async (tx) => {
    const run = job.run_id ? await lockRun(tx, job.run_id) : undefined;
    if (!(await holdsJob(tx, job))) return;
    // An outage is not the job's fault.
    const errors = job.errors + (isOutage(error) ? 0 : 1);
    if (errors < TRIES || job.kind === "route" || job.kind === "cron")
      return postponeJob(tx, job, Date.now() + Math.min(30_000, 500 * Math.max(1, errors)), { errors });
    await finishJob(tx, job);
    if (run)
      await finishRun(engine, tx, run, "failed", {
        type: "error",
        error: { name: "ExecutorError", message: reason(error), stack: "" },
      });
  });
}
