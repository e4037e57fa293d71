import { setTimeout as pause } from "node:timers/promises";
import { onCommitted } from "@/lib/core/committed";
import type { StoredEvent } from "@/lib/core/events";
import { logger } from "@/lib/logger";
import { dispatch } from "./dispatch";
import { claimDue } from "./state";

/** How often each process looks for what others left, in milliseconds. */
const sweepEveryMs = 5_000;
/** Most events told of in one go. */
const mostAtOnce = 300;
/** Rounds whose job events may still be on their way: screens don't wait for a slow job service. */
const mostUnsettled = 20;
/** How long stopping waits for services that are slow; leases end by themselves, so nothing is lost after it. */
const graceMs = 3_000;

/**
 * Dispatches what this process commits at once, in the order of commits, and now and then what a crash left.
 * The sweep job does the latter too, for installations whose processes don't live long.
 * @returns stops it, once what is under way has been told
 */
export function startDispatcher(): () => Promise<void> {
  let waiting: StoredEvent[] = [];
  let running: Promise<void> | null = null;
  const unsettled = new Set<Promise<void>>();
  const drain = async () => {
    // Everything that was committed meanwhile goes in one round: the busier it is, the fewer requests an event costs.
    while (waiting.length > 0) {
      const { told, settled } = dispatch(waiting.splice(0, mostAtOnce));
      const round = settled.finally(() => unsettled.delete(round));
      unsettled.add(round);
      await told;
      if (unsettled.size >= mostUnsettled) await Promise.race(unsettled);
    }
    running = null;
  };
  onCommitted((events) => {
    waiting.push(...events);
    running ??= drain();
  });
  let sweeping: Promise<unknown> | null = null;
  const timer = setInterval(
    () => {
      sweeping ??= sweepOutbox()
        .catch((error) => logger().warn({ err: error }, "outbox sweep failed"))
        .finally(() => {
          sweeping = null;
        });
    },
    sweepEveryMs + Math.random() * 1_000,
  );
  timer.unref();
  return async () => {
    clearInterval(timer);
    onCommitted(undefined);
    await running;
    await Promise.race([Promise.all([...unsettled, sweeping]), pause(graceMs, undefined, { ref: false })]);
    waiting = [];
  };
}

/** Dispatches all events that fell due. @returns how many there were */
export async function sweepOutbox(): Promise<number> {
  let total = 0;
  for (;;) {
    const due = await claimDue();
    if (due.length === 0) return total;
    await dispatch(due).settled;
    total += due.length;
  }
}
