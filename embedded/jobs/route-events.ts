import type { Tx } from "./database";
import { type Engine, transact } from "./engine";
import { type AppEvent, matchesName } from "./events";
import { holds } from "./expressions";
import { reason } from "./log";
import { addJob, finishJob, holdsJob, type Job } from "./queue";
import { scheduleFunction } from "./schedule";

const CHUNK = 50;
const TRIES = 5;

/**
 * Routes stored events to functions and waiting steps, one after the other in the order of arrival: idempotency, rate
 * limits and debouncing would otherwise choose the wrong event. An event that cannot be routed steps aside.
 */
export async function routeEvents(engine: Engine, job: Job): Promise<void> {
  await transact(engine, async (tx) => {
    const events = await tx<{ seq: string; body: string; failures: number }[]>`
      select seq, body, failures from jobs_engine.event
      where routed_at is null
      order by failures, seq limit ${CHUNK}`;
    let retry = false;
    for (const event of events) {
      try {
        await tx.savepoint((inner) => routeEvent(engine, inner, JSON.parse(event.body)));
        await tx`update jobs_engine.event set routed_at = now() where seq = ${event.seq}`;
      } catch (error) {
        const givenUp = event.failures + 1 >= TRIES;
        retry ||= !givenUp;
        engine.log("event could not be routed", { seq: event.seq, givenUp, reason: reason(error) });
        await tx`
          update jobs_engine.event
          set failures = failures + 1, error = ${reason(error)}, routed_at = ${givenUp ? new Date() : null}
          where seq = ${event.seq}`;
      }
    }
    // Asked for while the row is still ours, so that it becomes another round instead of another row.
    if (events.length === CHUNK) await addJob(tx, { key: job.key, kind: "route" });
    else if (retry) await addJob(tx, { key: job.key, kind: "route", at: Date.now() + 1_000 });
    if (!(await holdsJob(tx, job))) throw new Error("another executor routes the events now");
    await finishJob(tx, job);
  });
}

async function routeEvent(engine: Engine, tx: Tx, event: AppEvent): Promise<void> {
  for (const fn of engine.registry.all()) {
    const triggered = fn.config.triggers.some(
      (trigger) =>
        "event" in trigger && matchesName(trigger.event, event.name) && holds(trigger.expression, { event }),
    );
    if (triggered) await scheduleFunction(tx, fn, event);
  }
  await answerWaits(tx, event);
}

async function answerWaits(tx: Tx, event: AppEvent): Promise<void> {
  const waits = await tx<
    {
      run_id: string;
      step_id: string;
      purpose: "step" | "cancel";
      expression: string | null;
      events: string;
    }[]
  >`
    select wait.run_id, wait.step_id, wait.purpose, wait.expression, run.events
    from jobs_engine.wait join jobs_engine.run on run.id = wait.run_id
    where wait.event_name = ${event.name} and run.status = 'running'
      and (wait.expires_at is null or wait.expires_at > now())`;
  for (const wait of waits) {
    if (!holds(wait.expression, { event: JSON.parse(wait.events)[0], async: event })) continue;
    if (wait.purpose === "cancel")
      await addJob(tx, {
        key: `cancel:${wait.run_id}`,
        kind: "cancel",
        runId: wait.run_id,
        data: `the event ${event.name} cancelled it`,
      });
    else
      await addJob(tx, {
        key: `resolve:${wait.run_id}:${wait.step_id}`,
        kind: "resolve",
        runId: wait.run_id,
        stepId: wait.step_id,
        data: { type: "data", data: event },
      });
  }
}
