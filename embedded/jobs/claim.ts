import { LOCKS, type Tx } from "./database";
import type { Engine } from "./engine";
import { reason } from "./log";
import type { Job } from "./queue";
import { FUNCTIONS_VERSION } from "./registry";
import { nameOf, Room } from "./slots";
import { work } from "./worker";

/** How many calls and how many jobs of our own may be under way; calls may not starve the rest. */
const MAX_CALLS = 50;
const MAX_OTHERS = 16;
/** Work that nobody told us about (another executor had no room for it) is found after this time. */
const LOOK_AROUND_MS = 2_000;
const PAGE = 100;

export const LEASE_SECONDS = 60;

/** Takes due jobs and works on them. */
export class Claimer {
  /** The leases we work under now. */
  readonly leases = new Map<string, Promise<void>>();
  private calls = 0;
  private claiming = false;
  private wanted = false;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly owner: number,
  ) {}

  /** Looks for due jobs soon; many calls make one look. */
  wake(): void {
    this.wanted = true;
    if (this.claiming || this.stopped) return;
    this.claiming = true;
    setImmediate(() => void this.look());
  }

  /** Takes no more jobs; resolves when those under way are done. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    while (this.claiming || this.leases.size > 0)
      await (this.leases.size > 0
        ? Promise.allSettled(this.leases.values())
        : new Promise((resolve) => setImmediate(resolve)));
  }

  private async look(): Promise<void> {
    clearTimeout(this.timer);
    let wait = LOOK_AROUND_MS;
    try {
      while (this.wanted && !this.stopped) {
        this.wanted = false;
        const next = await this.nextDue();
        wait = Math.min(LOOK_AROUND_MS, Math.max(0, next ?? LOOK_AROUND_MS));
        if (next === undefined || next > 0) continue;
        const jobs = await this.claim();
        for (const job of jobs) this.begin(job);
        if (jobs.length > 0) this.wanted = true;
        // Due, but held back by limits or by our own fullness: the end of some job will wake us.
        else wait = LOOK_AROUND_MS;
      }
    } catch (error) {
      wait = 500;
      if (!this.stopped) this.engine.log("cannot look for work", { reason: reason(error) });
    } finally {
      this.claiming = false;
      if (!this.stopped) this.timer = setTimeout(() => this.wake(), wait);
    }
    if (this.wanted) this.wake();
  }

  /**
   * Milliseconds until the next job is due; one cheap statement, so that an idle executor costs nearly nothing. It also
   * tells whether another executor has registered functions.
   */
  private async nextDue(): Promise<number | undefined> {
    const [row] = await this.engine.sql<{ wait: number | null; functions: string | null }[]>`
      select (extract(epoch from min(run_at) - clock_timestamp()) * 1000)::float8 as wait,
        (select value from jobs_engine.state where key = ${FUNCTIONS_VERSION}) as functions
      from jobs_engine.job where owner is null`;
    if (row && row.functions !== this.engine.registry.version) await this.engine.registry.load();
    return row?.wait === null || row?.wait === undefined ? undefined : Math.ceil(row.wait);
  }

  private claim(): Promise<Job[]> {
    return this.engine.sql.begin(async (tx) => {
      // One executor claims at a time, or two could each fill the last place of a concurrency limit.
      await tx`select pg_advisory_xact_lock(${LOCKS.claim}, 0)`;
      const room = new Room(await slotsInUse(tx));
      const picked: string[] = [];
      let calls = MAX_CALLS - this.calls;
      let others = MAX_OTHERS - (this.leases.size - this.calls);
      for (;;) {
        const rows = await tx<{ id: string; kind: string; slots: string[] }[]>`
          select id, kind, slots from jobs_engine.job
          where owner is null and run_at <= clock_timestamp()
            and not (slots && ${[...room.full]}::text[]) and not id = any(${picked}::bigint[])
            and (${calls > 0} or kind <> 'call') and (${others > 0} or kind = 'call')
          order by sort_at, id limit ${PAGE}`;
        for (const row of rows) {
          const isCall = row.kind === "call";
          if ((isCall ? calls : others) <= 0 || !room.take(row.slots)) continue;
          picked.push(row.id);
          if (isCall) calls--;
          else others--;
        }
        if (rows.length < PAGE || (calls <= 0 && others <= 0)) break;
      }
      if (picked.length === 0) return [];
      return [
        ...(await tx<Job[]>`
          update jobs_engine.job
          set owner = ${this.owner}, lease = nextval('jobs_engine.ticket'),
            leased_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
          where id = any(${picked}::bigint[])
          returning id, key, kind, run_id, step_id, data, attempt, run_at, lease, unreachable, broken, errors`),
      ];
    });
  }

  private begin(job: Job): void {
    if (job.kind === "call") this.calls++;
    const done = work(this.engine, job).finally(() => {
      this.leases.delete(job.lease);
      if (job.kind === "call") this.calls--;
      this.wake();
    });
    this.leases.set(job.lease, done);
  }
}

async function slotsInUse(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx<{ slot: string }[]>`
    select unnest(slots) as slot from jobs_engine.job where owner is not null`;
  const used = new Map<string, number>();
  for (const { slot } of rows) used.set(nameOf(slot), (used.get(nameOf(slot)) ?? 0) + 1);
  return used;
}
