import { randomInt } from "node:crypto";
import { type Claimer, LEASE_SECONDS } from "./claim";
import { LOCKS, openSession, type Sql } from "./database";
import type { Engine } from "./engine";
import { reason } from "./log";

const LOOK_MS = 2_000;
/** A job must look abandoned for this long: an executor that lost its session takes its lock again at once. */
const GRACE_MS = 2_500;

export const newOwner = () => randomInt(1, 2 ** 31 - 1);

/**
 * Keeps our jobs ours and frees those of the dead. An executor holds an advisory lock in a session of its own for as
 * long as it lives, so that after a kill its jobs are free within seconds and not after some time-out. The lease's end
 * is the second net, for an executor that hangs or whose session Postgres wrongly believes alive.
 */
export class LeaseKeeper {
  private session: Sql;
  private locked = false;
  private timer: NodeJS.Timeout | undefined;
  private renewedAt = 0;
  private readonly suspects = new Map<string, number>();

  constructor(
    private readonly engine: Engine,
    private readonly claimer: Claimer,
    private readonly owner: number,
  ) {
    this.session = this.openSession();
  }

  /** Takes the lock that says we live; jobs may be claimed once this returns. */
  async start(): Promise<void> {
    await this.lock();
    this.schedule(0);
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    await this.session.end({ timeout: 1 });
  }

  /** A new one after each loss, see Pool. */
  private openSession(): Sql {
    const session = openSession(this.engine.config.databaseUrl, () =>
      setImmediate(() => {
        if (this.engine.stopping || session !== this.session) return;
        this.locked = false;
        this.session = this.openSession();
        session.end({ timeout: 1 }).catch(() => {});
        this.schedule(50);
      }),
    );
    return session;
  }

  private schedule(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), milliseconds);
  }

  private async look(): Promise<void> {
    try {
      if (!this.locked) await this.lock();
      await this.renew();
      await this.freeAbandoned();
    } catch (error) {
      if (!this.engine.stopping) this.engine.log("cannot keep leases", { reason: reason(error) });
    }
    if (!this.engine.stopping) this.schedule(this.locked ? LOOK_MS : 250);
  }

  private async lock(): Promise<void> {
    const [row] = await this.session<{ taken: boolean }[]>`
      select pg_try_advisory_lock(${LOCKS.executor}, ${this.owner}) as taken`;
    // Refused only while an older session of ours is still ending; its lock protects us as well.
    this.locked = row?.taken === true;
  }

  private async renew(): Promise<void> {
    const leases = [...this.claimer.leases.keys()];
    if (leases.length === 0 || Date.now() - this.renewedAt < (LEASE_SECONDS * 1_000) / 4) return;
    await this.engine.sql`
      update jobs_engine.job
      set leased_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
      where lease = any(${leases}::bigint[])`;
    this.renewedAt = Date.now();
  }

  private async freeAbandoned(): Promise<void> {
    const ours = [...this.claimer.leases.keys()];
    const rows = await this.engine.sql<{ lease: string }[]>`
      select lease from jobs_engine.job
      where owner is not null and not lease = any(${ours}::bigint[])
        and (owner = ${this.owner} or leased_until < clock_timestamp()
          or pg_try_advisory_xact_lock_shared(${LOCKS.executor}, owner))`;
    const looking = new Set(rows.map((row) => row.lease));
    for (const lease of this.suspects.keys()) if (!looking.has(lease)) this.suspects.delete(lease);
    const now = Date.now();
    for (const lease of looking) if (!this.suspects.has(lease)) this.suspects.set(lease, now);
    const dead = [...this.suspects].filter(([, since]) => now - since >= GRACE_MS).map(([lease]) => lease);
    if (dead.length === 0) return;
    const freed = await this.engine.sql`
      update jobs_engine.job set owner = null, lease = null, leased_until = null
      where lease = any(${dead}::bigint[])`;
    this.engine.counters.recovered += freed.count;
    this.engine.log("took over jobs of an executor that is gone", { jobs: freed.count });
    this.engine.wake();
  }
}
