import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { migrateDatabase } from "@/db/migrate";
import { startTemporaryPostgres } from "../../embedded/postgres/temporary";

type Shared = { users: number; ready: Promise<() => Promise<void>> };

// The projects "db" and "contract" each run this file; together they use one server.
const holder = globalThis as { flowraTestDatabase?: Shared };

/** Gives the tests a migrated template on the server of TEST_DATABASE_URL, or on a throwaway one. */
export default async function setup(): Promise<() => Promise<void>> {
  holder.flowraTestDatabase ??= { users: 0, ready: prepare() };
  const shared = holder.flowraTestDatabase;
  shared.users += 1;
  const finish = await shared.ready;
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    delete holder.flowraTestDatabase;
    await finish();
  };
}

async function prepare(): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? undefined : await startTemporaryPostgres();
  const url = server?.url ?? given!;
  const run = randomBytes(4).toString("hex");
  const template = `flowra_test_${run}_template`;
  const sql = postgres(url, { max: 1, idle_timeout: 0, onnotice: () => {} });
  // Held while this run lasts: a later one drops the databases of runs that hold it no more.
  await sql`select pg_advisory_lock(hashtext(${run}))`;
  await dropDatabases(sql, await abandonedRuns(sql));
  await sql.unsafe(`create database ${template}`);
  await migrateDatabase(Object.assign(new URL(url), { pathname: `/${template}` }).toString());

  process.env.TEST_DATABASE_URL = url;
  process.env.TEST_DATABASE_TEMPLATE = template;
  return async () => {
    if (!server) await dropDatabases(sql, [run]);
    await sql.end({ timeout: 5 });
    await server?.stop();
  };
}

async function abandonedRuns(sql: postgres.Sql): Promise<string[]> {
  const runs = await sql<{ run: string }[]>`
    select distinct split_part(datname, '_', 3) as run from pg_database where datname like 'flowra\\_test\\_%'`;
  const abandoned = [];
  for (const { run } of runs) {
    const [lock] = await sql`select pg_try_advisory_lock(hashtext(${run})) as free`;
    if (!lock?.free) continue;
    abandoned.push(run);
    await sql`select pg_advisory_unlock(hashtext(${run}))`;
  }
  return abandoned;
}

async function dropDatabases(sql: postgres.Sql, runs: string[]): Promise<void> {
  for (const run of runs) {
    const databases = await sql<{ datname: string }[]>`
      select datname from pg_database where datname like ${`flowra\\_test\\_${run}\\_%`}`;
    for (const { datname } of databases)
      await sql.unsafe(`drop database if exists "${datname}" with (force)`);
  }
}
