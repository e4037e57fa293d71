import { type Engine, transact } from "../engine";
import { addJob } from "../queue";
import { createRun } from "../runs";

/** Starts a run with another run's events; throttle and singleton apply as to any new run. Its id, or undefined when that run or its function is gone. */
export function replayRun(engine: Engine, id: string): Promise<string | undefined> {
  return transact(engine, async (tx) => {
    const [run] = await tx<{ function_id: string; events: string }[]>`
      select function_id, events from jobs_engine.run where id = ${id}`;
    const fn = run && engine.registry.get(run.function_id);
    if (!fn) return undefined;
    return createRun(tx, fn, JSON.parse(run.events), { replayOf: id });
  });
}

/** Cancels a run that goes. False when there is none. */
export function cancelRun(engine: Engine, id: string): Promise<boolean> {
  return transact(engine, async (tx) => {
    const running = await tx`
      select 1 from jobs_engine.run where id = ${id} and status = 'running'`;
    if (running.length === 0) return false;
    await addJob(tx, { key: `cancel:${id}`, kind: "cancel", runId: id, data: "an admin ended it" });
    return true;
  });
}
