import type { Engine } from "./engine";

const BATCH = 1_000;

/** Deletes what is finished and older than the configured days, in small portions. */
export async function removeOldData(engine: Engine): Promise<void> {
  const { sql } = engine;
  const days = engine.config.retentionDays;
  await portions(
    () => sql`
      delete from jobs_engine.run where id in (
        select id from jobs_engine.run
        where ended_at < now() - make_interval(days => ${days}) limit ${BATCH})`,
  );
  await portions(
    () => sql`
      delete from jobs_engine.event where seq in (
        select seq from jobs_engine.event
        where received_at < now() - make_interval(days => ${days}) and routed_at is not null limit ${BATCH})`,
  );
  await portions(
    () => sql`
      delete from jobs_engine.state where key in (
        select key from jobs_engine.state where expires_at < now() limit ${BATCH})`,
  );
}

async function portions(remove: () => PromiseLike<{ count: number }>): Promise<void> {
  while ((await remove()).count === BATCH);
}
