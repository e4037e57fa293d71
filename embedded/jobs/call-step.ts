import canonicalize from "canonicalize";
import { applyOperations, operations } from "./apply-ops";
import { retryMoment, unreachableDelay } from "./backoff";
import { type Answer, callApp } from "./call-app";
import { type Tx, throughOutages } from "./database";
import { durationMs } from "./durations";
import { type Engine, transact } from "./engine";
import { maxAttempts } from "./function-config";
import { ulid } from "./ids";
import { addJob, finishJob, holdsJob, type Job, postponeJob } from "./queue";
import type { RegisteredFunction } from "./registry";
import { asRunError, DISCOVERY, finishRun, lockRun, type Run, type RunError } from "./runs";
import { hasPendingSteps } from "./steps";

/** A step may take this long. */
const STEP_TIMEOUT_MS = 2 * 3_600_000;
/** A function may be unknown for a day, as while an app is being deployed; then its runs fail. */
const UNKNOWN_FUNCTION = { delayMs: 5_000, tries: 17_280 };
/** Calls that broke off this often, as when a step kills its process, begin to cost attempts. */
const BROKEN_CALLS_FREE = 5;

/** Calls the app for one step of a run, or to discover what comes next, and stores what came of it. */
export async function callStep(engine: Engine, job: Job): Promise<void> {
  const prepared = await transact(engine, (tx) => prepare(engine, tx, job));
  if (!prepared) return;
  const answer = await callApp(prepared);
  engine.counters.calls++;
  await throughOutages(
    () =>
      transact(engine, async (tx) => {
        const run = await lockRun(tx, job.run_id ?? "");
        if (!(await holdsJob(tx, job))) return;
        if (!run) await finishJob(tx, job);
        else await applyAnswer(engine, tx, job, run, prepared.fn, answer);
      }),
    () => engine.stopping,
  );
}

async function prepare(engine: Engine, tx: Tx, job: Job) {
  const run = await lockRun(tx, job.run_id ?? "");
  if (!(await holdsJob(tx, job))) return undefined;
  if (!run) {
    await finishJob(tx, job);
    return undefined;
  }
  const fn = engine.registry.get(run.function_id);
  if (!fn) {
    if (job.unreachable > UNKNOWN_FUNCTION.tries)
      await fail(engine, tx, job, run, {
        name: "UnknownFunction",
        message: "The app no longer has this function.",
      });
    else
      await postponeJob(tx, job, Date.now() + UNKNOWN_FUNCTION.delayMs, { unreachable: job.unreachable + 1 });
    return undefined;
  }
  const { start, finish } = fn.config.timeouts ?? {};
  const now = Date.now();
  if (!run.started_at) {
    await tx`update jobs_engine.run set started_at = ${new Date(now)} where id = ${run.id}`;
    if (start) await tx`delete from jobs_engine.job where key = ${`start:${run.id}`} and owner is null`;
    if (finish)
      await addJob(tx, {
        key: `finish:${run.id}`,
        kind: "cancel",
        runId: run.id,
        data: "it did not finish in time",
        at: now + durationMs(finish),
      });
  } else if (finish && now > run.started_at.getTime() + durationMs(finish)) {
    await finishJob(tx, job);
    await finishRun(engine, tx, run, "cancelled", {
      type: "error",
      error: { name: "RunCancelled", message: "The run was cancelled: it did not finish in time." },
    });
    return undefined;
  }
  const body = await requestBody(tx, job, run, fn);
  const stepId = job.step_id ?? DISCOVERY;
  const url = new URL(fn.url);
  url.searchParams.set("fnId", fn.config.id);
  url.searchParams.set("stepId", stepId);
  return {
    fn,
    url,
    body,
    method: "POST" as const,
    signingKey: engine.config.signingKey,
    timeoutMs: STEP_TIMEOUT_MS,
    headers: {
      "x-inngest-req-version": String(run.request_version),
      "x-run-id": run.id,
      "x-request-id": ulid(),
    },
  };
}

async function requestBody(tx: Tx, job: Job, run: Run, fn: RegisteredFunction): Promise<string> {
  const steps = await tx<{ id: string; result: string }[]>`
    select id, result from jobs_engine.step
    where run_id = ${run.id} and result is not null order by finished_order`;
  const body = canonicalize({
    event: run.events[0],
    events: run.events,
    steps: Object.fromEntries(steps.map((step) => [step.id, JSON.parse(step.result)])),
    version: run.request_version,
    use_api: false,
    // Without ctx.fn_id the SDK does not checkpoint: each step comes back in the answer to its own call.
    ctx: {
      run_id: run.id,
      attempt: job.attempt,
      max_attempts: maxAttempts(fn.config),
      disable_immediate_execution: job.step_id !== DISCOVERY || (await hasPendingSteps(tx, run.id)),
      use_api: false,
      stack: { stack: steps.map((step) => step.id), current: steps.length },
    },
  });
  if (body === undefined) throw new Error("the request cannot be written as JSON");
  return body;
}

async function applyAnswer(
  engine: Engine,
  tx: Tx,
  job: Job,
  run: Run,
  fn: RegisteredFunction,
  answer: Answer,
): Promise<void> {
  if (answer.kind === "unreachable") return notReached(engine, tx, job, run, fn, answer);
  if (answer.requestVersion && answer.requestVersion !== run.request_version) {
    await tx`
      update jobs_engine.run set request_version = ${answer.requestVersion} where id = ${run.id}`;
    run.request_version = answer.requestVersion;
  }
  const output = readJson(answer.text);
  if (answer.status === 200) {
    await finishJob(tx, job);
    return finishRun(engine, tx, run, "completed", { type: "data", data: output });
  }
  if (answer.status === 206) {
    const list = operations.safeParse(output);
    if (!list.success) {
      const error = {
        name: "Error",
        message: `The app's answer is not a list of operations: ${answer.text.slice(0, 200)}`,
        stack: "",
      };
      return retryOrFail(engine, tx, job, run, fn, error, answer);
    }
    const outcome = await applyOperations(engine, tx, run, list.data);
    if (!outcome.retry) {
      await finishJob(tx, job);
      return;
    }
    await recordError(tx, run, job, outcome.retry, outcome.stepName);
    return postponeJob(tx, job, retryMoment(engine.config.retrySeconds, job.attempt, answer.retryAfter), {
      attempt: job.attempt + 1,
      unreachable: 0,
      broken: 0,
    });
  }
  const final = answer.status === 400 || answer.noRetry;
  return retryOrFail(engine, tx, job, run, fn, asRunError(output), answer, final);
}

async function notReached(
  engine: Engine,
  tx: Tx,
  job: Job,
  run: Run,
  fn: RegisteredFunction,
  answer: Extract<Answer, { kind: "unreachable" }>,
): Promise<void> {
  engine.counters.unreachable++;
  engine.log("app not reached", { function: run.function_id, run: run.id, reason: answer.reason });
  const broken = job.broken + (answer.sent ? 1 : 0);
  if (answer.sent && broken > BROKEN_CALLS_FREE) {
    const message = `The app broke off the call ${broken} times: ${answer.reason}`;
    return retryOrFail(engine, tx, { ...job, broken }, run, fn, { name: "BrokenCall", message }, {});
  }
  await postponeJob(tx, job, Date.now() + unreachableDelay(job.unreachable), {
    unreachable: job.unreachable + 1,
    broken,
  });
}

async function retryOrFail(
  engine: Engine,
  tx: Tx,
  job: Job,
  run: Run,
  fn: RegisteredFunction,
  error: RunError,
  { retryAfter }: { retryAfter?: string },
  final = false,
): Promise<void> {
  if (final || job.attempt + 1 >= maxAttempts(fn.config)) return fail(engine, tx, job, run, error);
  await recordError(tx, run, job, error, "");
  await postponeJob(tx, job, retryMoment(engine.config.retrySeconds, job.attempt, retryAfter), {
    attempt: job.attempt + 1,
  });
}

async function fail(engine: Engine, tx: Tx, job: Job, run: Run, error: RunError): Promise<void> {
  await recordError(tx, run, job, error, "");
  await finishJob(tx, job);
  await finishRun(engine, tx, run, "failed", { type: "error", error });
}

/** For people to read; `stepName` is empty for the function itself. */
async function recordError(tx: Tx, run: Run, job: Job, error: RunError, stepName: string): Promise<void> {
  await tx`
    insert into jobs_engine.attempt_error (run_id, step_name, attempt, error)
    values (${run.id}, ${stepName.replaceAll("\u0000", "")}, ${job.attempt}, ${JSON.stringify(error)})`;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { name: "Error", message: text.slice(0, 500), stack: "" };
  }
}
