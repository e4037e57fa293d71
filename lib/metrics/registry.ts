import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

type Metrics = ReturnType<typeof make>;
// Start-up code and routes are separate bundles; both must count in the same place.
const holder = globalThis as { flowraMetrics?: Metrics };

export function metrics(): Metrics {
  holder.flowraMetrics ??= make();
  return holder.flowraMetrics;
}

function make() {
  const registry = new Registry();
  // Event-loop lag, garbage collection, memory, handles.
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    operations: new Histogram({
      name: "flowra_operation_duration_seconds",
      help: "Commands and queries, by name and outcome (ok, or the code of the refusal).",
      labelNames: ["operation", "outcome"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    requests: new Counter({
      name: "flowra_requests_total",
      help: "Answers of route handlers, by handler and status.",
      labelNames: ["route", "status"],
      registers,
    }),
    pool: new Gauge({
      name: "flowra_pool_slots",
      help: "Places of the connection pools: all, taken, and requests that wait for one.",
      labelNames: ["pool", "state"],
      registers,
    }),
    outbox: new Gauge({
      name: "flowra_outbox_events",
      help: "Domain events that wait for dispatch, that are overdue, and that were given up.",
      labelNames: ["state"],
      registers,
    }),
    rows: new Gauge({
      name: "flowra_rows_estimate",
      help: "Messages, tasks and customers, as the database estimates them.",
      labelNames: ["table"],
      registers,
    }),
    up: new Gauge({
      name: "flowra_database_up",
      help: "Whether the figures that come from the database could be read.",
      registers,
    }),
  };
}
