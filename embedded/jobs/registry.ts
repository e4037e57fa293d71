import { randomUUID } from "node:crypto";
import { nextCronMoment } from "./cron";
import { LOCKS, type Pool, type Tx } from "./database";
import { durationMs } from "./durations";
import { type FunctionConfig, functionConfig, parseFunctions } from "./function-config";
import { digest } from "./ids";
import { addJob } from "./queue";
import { changeState } from "./state";

export type RegisteredFunction = { config: FunctionConfig; app: string; url: string };

export type CronJobData = { functionId: string; line: string; jitter?: string };

/** The state that changes with each registration. */
export const FUNCTIONS_VERSION = "functions version";

/** The functions the apps have registered, kept in Postgres and in memory. */
export class Registry {
  /** Of what is in memory. */
  version: string | null = null;
  private functions = new Map<string, RegisteredFunction>();

  constructor(private readonly pool: Pool) {}

  get(id: string): RegisteredFunction | undefined {
    return this.functions.get(id);
  }

  all(): RegisteredFunction[] {
    return [...this.functions.values()];
  }

  /** Reads what is registered, by this executor or another. */
  async load(): Promise<void> {
    // Read before what it stands for: if both change in between, they are read once more.
    const [version] = await this.pool.sql<{ value: string }[]>`
      select value from jobs_engine.state where key = ${FUNCTIONS_VERSION}`;
    const rows = await this.pool.sql<{ app: string; url: string; config: string }[]>`
      select app, url, config from jobs_engine.function order by id`;
    this.version = version?.value ?? null;
    this.functions = new Map(
      rows.flatMap((row) => {
        const parsed = functionConfig.safeParse(JSON.parse(row.config));
        return parsed.success
          ? [[parsed.data.id, { config: parsed.data, app: row.app, url: row.url }] as const]
          : [];
      }),
    );
  }

  /**
   * Stores what the app behind an endpoint consists of. True when that changed anything.
   * @throws Error naming each function and field that is wrong; nothing is stored then.
   */
  async register(url: string, app: string, functions: unknown): Promise<boolean> {
    const configs = parseFunctions(functions);
    const changed = await this.pool.sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${LOCKS.registry}, 0)`;
      const before = await tx<{ id: string; config: string }[]>`
        select id, config from jobs_engine.function where url = ${url}`;
      if (isSame(before, configs)) return false;
      for (const config of configs)
        await tx`
          insert into jobs_engine.function (id, app, url, config)
          values (${config.id}, ${app}, ${url}, ${JSON.stringify(config)})
          on conflict (id) do update
          set app = excluded.app, url = excluded.url, config = excluded.config, registered_at = now()`;
      const ids = configs.map((config) => config.id);
      await tx`delete from jobs_engine.function where url = ${url} and not id = any(${ids})`;
      await planCronJobs(tx, [...ids, ...before.map((row) => row.id)], configs);
      await changeState<string>(tx, FUNCTIONS_VERSION, () => randomUUID());
      return true;
    });
    await this.load();
    return changed;
  }
}

function isSame(before: { id: string; config: string }[], configs: FunctionConfig[]): boolean {
  const known = new Map(before.map((row) => [row.id, row.config]));
  return (
    known.size === configs.length &&
    configs.every((config) => known.get(config.id) === JSON.stringify(config))
  );
}

async function planCronJobs(tx: Tx, affected: string[], configs: FunctionConfig[]): Promise<void> {
  const wanted = new Set<string>();
  for (const config of configs)
    for (const trigger of config.triggers) {
      if (!("cron" in trigger)) continue;
      const data: CronJobData = {
        functionId: config.id,
        line: trigger.cron,
        jitter: trigger.jitter ?? undefined,
      };
      const key = `cron:${digest(config.id, trigger.cron)}`;
      wanted.add(key);
      const at = cronMoment(data, Date.now());
      if (Number.isFinite(at)) await addJob(tx, { key, kind: "cron", data, at });
    }
  const planned = await tx<{ id: string; key: string; data: string }[]>`
    select id, key, data from jobs_engine.job where kind = 'cron'`;
  const stale = planned.filter((job) => {
    const data: CronJobData = JSON.parse(job.data);
    return affected.includes(data.functionId) && !wanted.has(job.key);
  });
  await tx`delete from jobs_engine.job where id = any(${stale.map((job) => job.id)}::bigint[])`;
}

/** When a cron job is due next, with the spread the function asked for. */
export function cronMoment(data: CronJobData, after: number): number {
  const spread = data.jitter ? Math.random() * durationMs(data.jitter) : 0;
  return nextCronMoment(data.line, after) + spread;
}
