import { poolStates } from "@/lib/core/transaction";
import { readDatabaseFigures } from "./database-figures";
import { metrics } from "./registry";

/** All metrics in Prometheus' text form, with the gauges as they are now. */
export async function metricsText(): Promise<{ text: string; contentType: string }> {
  const { registry, pool, outbox, rows, up } = metrics();
  for (const { name, ...states } of poolStates()) {
    for (const [state, value] of Object.entries(states)) pool.set({ pool: name, state }, value);
  }
  const figures = await readDatabaseFigures();
  up.set(figures ? 1 : 0);
  for (const [state, value] of Object.entries(figures?.outbox ?? {})) outbox.set({ state }, value);
  for (const [table, value] of Object.entries(figures?.rows ?? {})) rows.set({ table }, value);
  return { text: await registry.metrics(), contentType: registry.contentType };
}
