import type { Tx } from "./database";
import { durationMs } from "./durations";
import type { AppEvent } from "./events";
import { holds, keyText } from "./expressions";
import { gatherBatch, gatherDebounced } from "./gather";
import { digest } from "./ids";
import type { RegisteredFunction } from "./registry";
import { createRun } from "./runs";
import { changeState, claimKey } from "./state";

const IDEMPOTENCY_WINDOW_MS = 24 * 3_600_000;

/** Lets an event start a function, through the function's own rules of flow: some drop it, some gather it. */
export async function scheduleFunction(tx: Tx, fn: RegisteredFunction, event: AppEvent): Promise<void> {
  const { config } = fn;
  if (!(await isFirstOfItsKey(tx, fn, event))) return;
  if (!(await isWithinRate(tx, fn, event))) return;
  if (config.debounce) return gatherDebounced(tx, config.id, config.debounce, event);
  if (config.batchEvents && holds(config.batchEvents.if, { event }))
    return gatherBatch(tx, fn, config.batchEvents, event);
  await createRun(tx, fn, [event]);
}

async function isFirstOfItsKey(tx: Tx, { config }: RegisteredFunction, event: AppEvent): Promise<boolean> {
  if (!config.idempotency) return true;
  const key = keyText(config.idempotency, event);
  // An event without the key cannot be a repetition.
  if (key === null) return true;
  return claimKey(tx, `idempotency:${digest(config.id, key)}`, IDEMPOTENCY_WINDOW_MS);
}

async function isWithinRate(tx: Tx, { config }: RegisteredFunction, event: AppEvent): Promise<boolean> {
  if (!config.rateLimit) return true;
  const { limit, period, key } = config.rateLimit;
  const now = Date.now();
  const since = now - durationMs(period);
  let allowed = false;
  await changeState<number[]>(
    tx,
    `rate:${digest(config.id, keyText(key, event) ?? "")}`,
    (before = []) => {
      const recent = before.filter((moment) => moment > since);
      allowed = recent.length < limit;
      return allowed ? [...recent, now] : recent;
    },
    now + durationMs(period),
  );
  return allowed;
}
