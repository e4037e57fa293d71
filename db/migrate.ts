import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import type postgres from "postgres";
import { connectTo } from "./connect";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const migrationsFolder = here("./migrations");

/**
 * Brings a database to the newest schema, under a lock, so that several starts at once do it once.
 * @param url connection of the role that owns the schema
 * @throws Error with a plain sentence when PostgreSQL is too old, or the database was migrated by a newer Flowra
 */
export async function migrateDatabase(url: string): Promise<void> {
  const sql = connectTo(url, { max: 1, connection: { application_name: "flowra migrate" } });
  try {
    await refuseOldServer(sql);
    await sql`select pg_advisory_lock(7400)`;
    await refuseNewerDatabase(sql);
    await migrate(drizzle(sql), { migrationsFolder });
    await sql.begin((tx) => tx.unsafe(readFileSync(here("./security.sql"), "utf8")).simple());
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function refuseOldServer(sql: postgres.Sql): Promise<void> {
  const [is] = await sql`select current_setting('server_version_num')::int as number, version() as name`;
  if (is && is.number < 160_000) throw new Error(`PostgreSQL 16 or newer is needed, and this is ${is.name}.`);
}

async function refuseNewerDatabase(sql: postgres.Sql): Promise<void> {
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (!table?.name) return;
  const journal = JSON.parse(readFileSync(`${migrationsFolder}/meta/_journal.json`, "utf8")) as {
    entries: { when: number }[];
  };
  const known = Math.max(...journal.entries.map((entry) => entry.when));
  const [newest] = await sql`select max(created_at)::bigint as at from drizzle.__drizzle_migrations`;
  if (Number(newest?.at ?? 0) > known) {
    throw new Error(
      "The database was migrated by a newer version of Flowra than this one. Start the newer version, or restore the backup that was made before the update.",
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const url = process.env.DATABASE_MIGRATION_URL ?? process.env.DATABASE_URL;
  if (!url) {
    console.error("DATABASE_URL is not set: name the PostgreSQL database that is to be migrated.");
    process.exit(1);
  }
  migrateDatabase(url).then(
    () => process.exit(0),
    (error: Error) => {
      console.error(`The database could not be migrated: ${error.message}`);
      process.exit(1);
    },
  );
}
