import { z } from "zod";
import type { Tx } from "./database";
import { momentMs } from "./durations";
import type { Engine } from "./engine";
import { ulid } from "./ids";
import { addJob } from "./queue";
import { asRunError, createRun, finishRun, type Run, type RunError, type StepResult } from "./runs";
import { discover, planStep, type StepOp, storeResult } from "./steps";

/** One operation the SDK reports. Many fields differ by kind, and are read where the kind is known. */
const operation = z.object({
  id: z.string().min(1).max(500),
  op: z.string(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  opts: z.record(z.string(), z.unknown()).nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
});

type Operation = z.infer<typeof operation>;

export const operations = z.union([z.array(operation), operation.transform((one) => [one])]);

/** What the operations mean for the job that brought them. */
export type Outcome = { retry?: RunError; stepName: string };

/**
 * Applies what a call reported. A step that failed and may be tried again changes nothing but the job: its error is
 * handed back, for the caller to set the retry.
 */
export async function applyOperations(engine: Engine, tx: Tx, run: Run, list: Operation[]): Promise<Outcome> {
  const outcome: Outcome = { stepName: list[0]?.displayName ?? "" };
  let finished = false;
  let parallelMode: string | null = null;
  for (const item of list) {
    const op = stepOf(item);
    const remember = async (result: StepResult) => {
      const stored = await storeResult(tx, run, op, result);
      finished = true;
      parallelMode = stored?.parallelMode ?? op.parallelMode ?? parallelMode;
    };
    switch (item.op) {
      case "StepRun":
      case "Step":
        await remember(
          item.error
            ? { type: "error", error: asRunError(item.error) }
            : { type: "data", data: item.data ?? null },
        );
        break;
      case "StepFailed":
        await remember({ type: "error", error: asRunError(item.error) });
        break;
      case "StepError":
        outcome.retry = asRunError(item.error);
        outcome.stepName = op.displayName;
        break;
      case "StepPlanned":
        if (await planStep(tx, run, op)) await callStep(tx, run, op);
        break;
      case "Sleep":
        if (await planStep(tx, run, op))
          await wakeStep(tx, run, op, momentMs(item.name), { type: "data", data: null });
        break;
      case "WaitForEvent":
        if (await planStep(tx, run, op)) await waitForEvent(tx, run, op, item);
        break;
      case "InvokeFunction":
        if (await planStep(tx, run, op)) await invoke(engine, tx, run, op, item);
        break;
      case "RunComplete":
        await finishRun(engine, tx, run, "completed", { type: "data", data: item.data ?? null });
        return outcome;
      case "DiscoveryRequest":
        finished = true;
        parallelMode = "race";
        break;
      default:
        await remember({
          type: "error",
          error: {
            name: "UnsupportedStep",
            message: `Steps of the kind ${item.op} are not supported by the embedded jobs executor.`,
            stack: "",
          },
        });
    }
  }
  if (finished) await discover(tx, run, parallelMode);
  return outcome;
}

function stepOf(item: Operation): StepOp {
  const mode = item.opts?.parallelMode;
  const name = item.name ?? "";
  return {
    id: item.id,
    op: item.op,
    name,
    // Only for people to read; Postgres refuses NUL in text.
    displayName: (item.displayName ?? (name || item.id)).replaceAll("\u0000", "").slice(0, 500),
    parallelMode: typeof mode === "string" ? mode : null,
  };
}

const callStep = (tx: Tx, run: Run, op: StepOp) =>
  addJob(tx, {
    key: `call:${run.id}:${op.id}`,
    kind: "call",
    runId: run.id,
    stepId: op.id,
    slots: run.slots,
    priority: run.priority,
  });

const wakeStep = (tx: Tx, run: Run, op: StepOp, at: number, result: StepResult) =>
  addJob(tx, {
    key: `wake:${run.id}:${op.id}`,
    kind: "resolve",
    runId: run.id,
    stepId: op.id,
    data: result,
    at,
  });

async function waitForEvent(tx: Tx, run: Run, op: StepOp, item: Operation): Promise<void> {
  const { timeout, if: expression, event } = item.opts ?? {};
  const expires = momentMs(textOf(timeout));
  await tx`
    insert into jobs_engine.wait (run_id, step_id, purpose, event_name, expression, expires_at)
    values (${run.id}, ${op.id}, 'step', ${textOf(event) ?? op.name}, ${textOf(expression) ?? null},
      ${new Date(expires)})`;
  await wakeStep(tx, run, op, expires, { type: "data", data: null });
}

async function invoke(engine: Engine, tx: Tx, run: Run, op: StepOp, item: Operation): Promise<void> {
  const functionId = textOf(item.opts?.function_id) ?? "";
  const fn = engine.registry.get(functionId);
  if (!fn) {
    const error = { name: "Error", message: `There is no function with the id "${functionId}".`, stack: "" };
    return wakeStep(tx, run, op, Date.now(), { type: "error", error });
  }
  const payload = z.record(z.string(), z.unknown()).catch({}).parse(item.opts?.payload);
  const data = z.record(z.string(), z.unknown()).catch({}).parse(payload.data);
  const event = {
    ...payload,
    name: "inngest/function.invoked",
    id: ulid(),
    ts: Date.now(),
    data: { ...data, _inngest: { fn_id: functionId, correlation_id: `${run.id}.${op.id}` } },
  };
  const started = await createRun(tx, fn, [event], { parentRun: run.id, parentStep: op.id });
  if (!started) {
    const error = {
      name: "Error",
      message: `"${functionId}" is running already and skips other runs.`,
      stack: "",
    };
    return wakeStep(tx, run, op, Date.now(), { type: "error", error });
  }
  const timeout = textOf(item.opts?.timeout);
  if (timeout)
    await wakeStep(tx, run, op, momentMs(timeout), {
      type: "error",
      error: {
        name: "InngestInvokeTimeoutError",
        message: `"${functionId}" did not finish within ${timeout}.`,
        stack: "",
      },
    });
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
