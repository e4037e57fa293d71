import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";

export type TestDatabase = { url: string; drop(): Promise<void> };

/**
 * A migrated database of its own for a test file, empty but for what migrations put there.
 * @throws Error when the test doesn't run in a project whose global set-up made the template
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { TEST_DATABASE_URL: server, TEST_DATABASE_TEMPLATE: template } = process.env;
  if (!server || !template) {
    throw new Error(
      "createTestDatabase needs db/testing/global-setup.ts: name the file *.db.test.ts or *.contract.test.ts.",
    );
  }
  const name = template.replace(/template$/, randomBytes(6).toString("hex"));
  // A template can't be copied while anybody is connected to it, another clone for an instant included.
  const copy = `create database ${name} template ${template} strategy file_copy`;
  await administer(server, (sql) => onceFree(() => sql.unsafe(copy), "55006"));
  return {
    url: Object.assign(new URL(server), { pathname: `/${name}` }).toString(),
    drop: () =>
      administer(
        server,
        // A worker of autovacuum that is just in it belongs to the superuser, and can't be sent away.
        (sql) => onceFree(() => sql.unsafe(`drop database if exists ${name} with (force)`), "42501"),
      ),
  };
}

/** Does it as soon as whoever stands in the way, which the server tells by this code, is gone. */
async function onceFree(work: () => Promise<unknown>, busy: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      const isBusy = error instanceof postgres.PostgresError && error.code === busy;
      if (!isBusy || attempt === 100) throw error;
      await pause(50 + Math.random() * 50);
    }
  }
}

async function administer(server: string, work: (sql: postgres.Sql) => Promise<void>): Promise<void> {
  const sql = postgres(server, { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
