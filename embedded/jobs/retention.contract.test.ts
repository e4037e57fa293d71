import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Pool } from "./database";
import { noCounts } from "./engine";
import { Registry } from "./registry";
import { removeOldData } from "./retention";
import { type Contract, realServer, startContract, testConfig } from "./testing/executor";

describe.skipIf(realServer)("retention", () => {
  let contract: Contract;
  beforeAll(async () => {
    contract = await startContract((client) => [
      client.createFunction({ id: "any", triggers: { event: "any/go" } }, () => {}),
    ]);
  });
  afterAll(() => contract.close());

  test("removes what ended before the period, with its steps, and nothing that goes on", async () => {
    const { sql } = contract;
    await sql`
      insert into jobs_engine.run (id, function_id, events, status, created_at, ended_at) values
        ('old', 'f', '[]', 'completed', now() - interval '30 days', now() - interval '15 days'),
        ('recent', 'f', '[]', 'failed', now() - interval '30 days', now() - interval '13 days'),
        ('going', 'f', '[]', 'running', now() - interval '30 days', null)`;
    await sql`
      insert into jobs_engine.step (run_id, id, name, op) values ('old', 's', 's', 'StepRun'), ('going', 's', 's', 'StepRun')`;
    await sql`
      insert into jobs_engine.event (id, name, body, received_at, routed_at) values
        ('old', 'e', '{}', now() - interval '15 days', now()), ('recent', 'e', '{}', now(), now())`;
    await sql`
      insert into jobs_engine.state (key, expires_at) values
        ('past', now() - interval '1 hour'), ('future', now() + interval '1 hour'), ('kept', null)`;

    const pool = new Pool(contract.databaseUrl);
    await removeOldData({
      config: testConfig(contract.databaseUrl, contract.app.url),
      sql: pool.sql,
      registry: new Registry(pool),
      log: () => {},
      counters: noCounts(),
      wake: () => {},
      stopping: false,
    });
    await pool.end();

    const [left] = await sql`
      select (select array_agg(id order by id) from jobs_engine.run) as runs,
        (select array_agg(run_id) from jobs_engine.step) as steps,
        (select array_agg(id) from jobs_engine.event) as events,
        (select array_agg(key order by key) from jobs_engine.state) as state`;
    expect(left).toEqual({
      runs: ["going", "recent"],
      steps: ["going"],
      events: ["recent"],
      state: ["functions version", "future", "kept"],
    });
  });
});
