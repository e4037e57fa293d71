import { createHash } from "node:crypto";
import type { Inngest, InngestFunction } from "inngest";
import { serve } from "inngest/edge";
import { captureEvents, type SentEvent } from "./capture-events";

export type DrivenEvent = { name: string; data?: Record<string, unknown>; id?: string; ts?: number };

export type Answers = {
  /** By step id: the event a `step.waitForEvent` receives. Without one it times out: null. */
  waits?: Record<string, DrivenEvent>;
  /** By step id: what a `step.invoke` returns, or the Error it throws. */
  invokes?: Record<string, unknown>;
  /** The other events of a batch. */
  moreEvents?: DrivenEvent[];
};

/** One thing the function did or asked for, in order. `attempt` counts from 0. */
export type TracedStep = {
  op: string;
  id: string;
  name?: string;
  opts?: Record<string, unknown>;
  attempt: number;
};

export type Driven = {
  /** What the function returned, if it did. */
  result?: unknown;
  /** What it failed with for good, after its retries. */
  error?: { name: string; message: string };
  steps: TracedStep[];
  /** The events it sent, by `step.sendEvent` or through the client. */
  sent: SentEvent[];
};

/**
 * Runs one function to its end inside this process, over the SDK's own protocol. Steps are memoised and failures
 * retried as in production, but sleeps end at once, retries come at once, waits and invocations are answered by the
 * test, and events it sends are caught.
 * @throws Error when the function invokes something that has no answer, or does not end
 */
export function driveFunction(
  client: Inngest.Any,
  fn: InngestFunction.Any,
  event: DrivenEvent,
  answers: Answers = {},
): Promise<Driven> {
  return drive(client, fn, fn.id(client.id), (fn.opts.retries ?? 4) + 1, event, answers);
}

/** Runs a function's `onFailure` handler, as if the function had failed for good with the error. */
export function driveFailure(
  client: Inngest.Any,
  fn: InngestFunction.Any,
  event: DrivenEvent,
  error: Error,
  answers: Answers = {},
): Promise<Driven> {
  const { name, message, stack = "" } = error;
  const data = {
    function_id: fn.id(client.id),
    run_id: "run",
    event: complete(event),
    error: { name, message, stack },
  };
  return drive(
    client,
    fn,
    `${fn.id(client.id)}-failure`,
    2,
    { name: "inngest/function.failed", data },
    answers,
  );
}

const MAX_CALLS = 1_000;

type Stored = { type: "data"; data: unknown } | { type: "error"; error: unknown };
type Operation = Omit<TracedStep, "attempt"> & { displayName?: string; data?: unknown; error?: unknown };
type Job = { stepId: string; attempt: number };

async function drive(
  client: Inngest.Any,
  fn: InngestFunction.Any,
  functionId: string,
  maxAttempts: number,
  event: DrivenEvent,
  answers: Answers,
): Promise<Driven> {
  const call = caller(client, fn, functionId);
  const events = [event, ...(answers.moreEvents ?? [])].map(complete);
  const stored = new Map<string, Stored>();
  const planned = new Set<string>();
  const driven: Driven = { steps: [], sent: [] };
  const jobs: Job[] = [{ stepId: "step", attempt: 0 }];

  for (let calls = 0; calls < MAX_CALLS; calls++) {
    const job = jobs.shift();
    if (!job) throw new Error(`${functionId} stopped without an end`);
    const body = {
      event: events[0],
      events,
      steps: Object.fromEntries(stored),
      version: 2,
      ctx: {
        run_id: "run",
        attempt: job.attempt,
        max_attempts: maxAttempts,
        disable_immediate_execution: job.stepId !== "step" || planned.size > 0,
        use_api: false,
        stack: { stack: [...stored.keys()], current: stored.size },
      },
    };
    const response = await captureEvents(client, driven.sent, () => call(job.stepId, body));
    const output: unknown = await response.json();
    if (response.status === 200) return { ...driven, result: output };
    if (response.status !== 206) {
      const mayRetry =
        response.headers.get("x-inngest-no-retry") === "false" && job.attempt + 1 < maxAttempts;
      if (!mayRetry) return { ...driven, error: output as Driven["error"] };
      jobs.unshift({ ...job, attempt: job.attempt + 1 });
      continue;
    }
    let retry = false;
    for (const op of [output].flat() as Operation[]) {
      const id = op.displayName ?? op.id;
      driven.steps.push({ op: op.op, id, name: op.name, opts: op.opts, attempt: job.attempt });
      if (op.op === "StepError") retry = true;
      else if (op.op === "StepPlanned") {
        if (!planned.has(op.id)) jobs.push({ stepId: op.id, attempt: 0 });
        planned.add(op.id);
      } else {
        if (!stored.has(op.id)) stored.set(op.id, resultOf(op, id, answers));
        planned.delete(op.id);
      }
    }
    if (retry) jobs.unshift({ ...job, attempt: job.attempt + 1 });
    else if (planned.size === 0) jobs.push({ stepId: "step", attempt: 0 });
  }
  throw new Error(`${functionId} did not end within ${MAX_CALLS} calls`);
}

function resultOf(op: Operation, id: string, { waits = {}, invokes = {} }: Answers): Stored {
  switch (op.op) {
    case "StepRun":
      return { type: "data", data: op.data ?? null };
    case "StepFailed":
      return { type: "error", error: op.error };
    case "Sleep":
      return { type: "data", data: null };
    case "WaitForEvent": {
      const event = waits[id];
      return { type: "data", data: event ? complete(event) : null };
    }
    case "InvokeFunction": {
      if (!(id in invokes)) throw new Error(`The test gives no answer to the invocation "${id}".`);
      const answer = invokes[id];
      if (!(answer instanceof Error)) return { type: "data", data: answer ?? null };
      return {
        type: "error",
        error: { name: answer.name, message: answer.message, stack: answer.stack ?? "" },
      };
    }
    default:
      throw new Error(`The step "${id}" is of the kind ${op.op}, which is not supported.`);
  }
}

/** Calls the SDK's own handler, with a key only so that a client of production mode agrees to serve. */
function caller(client: Inngest.Any, fn: InngestFunction.Any, functionId: string) {
  const options = { client, functions: [fn], skipSignatureValidation: true };
  const handler = serve(options) as (request: Request, context: object) => Promise<Response>;
  const context = { actionOverrides: { env: async () => ({ INNGEST_SIGNING_KEY: "00" }) } };
  return (stepId: string, body: object) =>
    handler(
      new Request(`http://app/api/inngest?fnId=${encodeURIComponent(functionId)}&stepId=${stepId}`, {
        method: "POST",
        body: JSON.stringify(body),
        // The SDK builds its own address from the Host header.
        headers: { host: "app", "content-type": "application/json" },
      }),
      context,
    );
}

function complete(event: DrivenEvent) {
  const id = createHash("sha1").update(JSON.stringify(event)).digest("hex").slice(0, 26);
  return { id, ts: Date.now(), ...event, data: event.data ?? {} };
}
