import postgres from "postgres";
import { expect, test } from "vitest";
import { createTestDatabase } from "./database";

test("each test database is migrated, separate from the others, and gone after drop", async () => {
  const made = await Promise.all([1, 2, 3].map(createTestDatabase));
  const [first, second] = made.map(({ url }) => postgres(url, { max: 1, onnotice: () => {} }));
  await first!`create table only_here (id int)`;
  const [migrated] =
    await second!`select to_regclass('workspaces') as found, to_regclass('only_here') as foreign`;
  expect(migrated).toEqual({ found: "workspaces", foreign: null });

  await Promise.all([first, second].map((sql) => sql!.end()));
  await Promise.all(made.map((database) => database.drop()));
  await expect(postgres(made[0]!.url, { max: 1 })`select 1`).rejects.toThrow(/does not exist/);
});

test("the tests' role is bound by row-level security like the app's", async () => {
  const database = await createTestDatabase();
  const sql = postgres(database.url, { max: 1 });
  const [role] =
    await sql`select rolsuper or rolbypassrls as bypasses from pg_roles where rolname = current_user`;
  expect(role).toEqual({ bypasses: false });
  await sql`set role flowra_app`;
  expect(await sql`select id from workspaces`).toEqual([]);
  await sql.end();
  await database.drop();
});
