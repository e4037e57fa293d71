import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useTestDatabase } from "./testing/factories";
import { makeWorld, type World } from "./testing/world";

const database = useTestDatabase();
let ours: World;
let theirs: World;
let owner: postgres.Sql;
/** A connection as requests of people have it. */
let app: postgres.Sql;
let system: postgres.Sql;

beforeAll(async () => {
  const connect = (role?: string) =>
    postgres(database.url, { max: 2, onnotice: () => {}, ...(role ? { connection: { role } } : {}) });
  [owner, app, system] = [connect(), connect("flowra_app"), connect("flowra_system")];
  [ours, theirs] = [await makeWorld("ours about zebras"), await makeWorld("theirs about zebras")];
});
afterAll(() => Promise.all([owner, app, system].map((sql) => sql?.end())));

/** Tables that belong to no tenant, and why. */
const shared: Record<string, string> = {
  workspaces: "the tenant itself: its id is what others carry",
  users: "a person may be in several workspaces; a policy shows those of the own one",
  user_identities: "how a person signs in, in whatever workspace",
  sessions: "of a person, in whatever workspace",
  recovery_codes: "of a person",
  account_tokens: "of a person, or of nobody yet",
  rate_limits: "counters of addresses and accounts",
};
/** Primary keys without the tenant, and why. */
const ownKeys: Record<string, string> = {
  audit_log: "also keeps what happens outside of any workspace, so its tenant may be null",
};

const publicTables = async () =>
  (
    await owner<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`
  ).map(({ name }) => name);

const tenantTables = async () => (await publicTables()).filter((name) => !Object.hasOwn(shared, name));

/** Runs statements as the app does for a workspace, and takes back what they did. */
async function as<T>(
  workspaceId: string | null,
  work: (sql: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  let result: { value: T } | undefined;
  const undo = new Error("undo");
  await app
    .begin(async (sql) => {
      if (workspaceId !== null) await sql`select set_config('app.workspace_id', ${workspaceId}, true)`;
      result = { value: await work(sql) };
      throw undo;
    })
    .catch((error) => {
      if (error !== undo) throw error;
    });
  return result!.value;
}

const code = (work: Promise<unknown>) =>
  work.then(
    () => "allowed",
    (error: postgres.PostgresError) => error.code,
  );

describe("what the catalogue says of every table", () => {
  test("it carries the workspace, in its primary key too, or is listed with the reason", async () => {
    const rows = await owner<{ name: string; tenant: boolean; inKey: boolean }[]>`
      select c.relname as name, a.attname is not null as tenant,
             coalesce(a.attnum = any(k.conkey), false) as "inKey"
      from pg_class c
      left join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
      left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;
    const names = (some: typeof rows | { name: string }[]) => some.map(({ name }) => name).sort();
    expect(names(rows.filter((row) => !row.tenant))).toEqual(Object.keys(shared).sort());
    expect(names(rows.filter((row) => row.tenant && !row.inKey))).toEqual(Object.keys(ownKeys).sort());
  });

  test("row-level security walls it off with both policies", async () => {
    const rows = await owner<{ name: string; secured: boolean; policies: string[] }[]>`
      select c.relname as name, c.relrowsecurity as secured,
             coalesce(array_agg(p.polname::text || ':' || (select string_agg(r.rolname, ',') from pg_roles r where r.oid = any(p.polroles))
                      order by p.polname) filter (where p.polname is not null), '{}') as policies
      from pg_class c left join pg_policy p on p.polrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      group by c.oid order by c.relname`;
    const walled = rows.filter(({ name }) => !Object.hasOwn(shared, name) || name === "workspaces");
    expect(walled.map(({ name, secured, policies }) => ({ name, secured, policies }))).toEqual(
      walled.map(({ name }) => ({
        name,
        secured: true,
        policies: ["every_workspace:flowra_system", "own_workspace:flowra_app"],
      })),
    );
  });

  test("references among tenants' tables include the workspace on both sides", async () => {
    const tenants = await tenantTables();
    const rows = await owner<{ name: string; from: string; to: string; columns: string[]; keys: string[] }[]>`
      select k.conname as name, k.conrelid::regclass::text as from, k.confrelid::regclass::text as to,
        (select array_agg(a.attname::text order by n.i) from unnest(k.conkey) with ordinality n(attnum, i)
           join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n.attnum) as columns,
        (select array_agg(a.attname::text order by n.i) from unnest(k.confkey) with ordinality n(attnum, i)
           join pg_attribute a on a.attrelid = k.confrelid and a.attnum = n.attnum) as keys
      from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace`;
    const among = rows.filter(({ from, to }) => tenants.includes(from) && tenants.includes(to));
    const loose = among.filter(
      ({ columns, keys }) =>
        columns.indexOf("workspace_id") < 0 ||
        columns.indexOf("workspace_id") !== keys.indexOf("workspace_id"),
    );
    expect(among.length).toBeGreaterThan(15);
    expect(loose.map(({ name }) => name)).toEqual([]);
  });

  test("what isn't a tenant's is closed to the app's role, but for a few columns of people", async () => {
    const rows = await owner<{ name: string; privilege: string }[]>`
      select t.name, r.privilege from unnest(${Object.keys(shared)}::text[]) t(name),
        unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) r(privilege)
      where has_table_privilege('flowra_app', t.name, r.privilege)`;
    expect(rows.map(({ name, privilege }) => `${privilege} ${name}`).sort()).toEqual([
      "select workspaces",
      "update workspaces",
    ]);
    const columns = await owner<{ name: string }[]>`
      select attname as name from pg_attribute where attrelid = 'users'::regclass and attnum > 0 and not attisdropped
        and has_column_privilege('flowra_app', 'users', attname, 'select')`;
    expect(columns.map(({ name }) => name).sort()).toEqual([
      "avatar_key",
      "email",
      "id",
      "locale",
      "name",
      "time_zone",
    ]);
  });

  test("functions with their owner's rights pin their search path and serve only those who were granted them", async () => {
    const rows = await owner<{ name: string; pinned: boolean; everybody: boolean }[]>`
      select p.oid::regprocedure::text as name,
             exists (select from unnest(p.proconfig) c where c like 'search_path=pg_catalog%') as pinned,
             exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) where grantee = 0) as everybody
      from pg_proc p where p.prosecdef and p.pronamespace = 'public'::regnamespace order by 1`;
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ pinned, everybody }) => !pinned || everybody)).toEqual([]);
  });
});

describe("the app's role in a workspace", () => {
  test("sees own rows and nobody else's in every table, without any condition in the query", async () => {
    for (const table of await tenantTables()) {
      const [truth] = await system<{ ours: number; theirs: number }[]>`
        select count(*) filter (where workspace_id = ${ours.workspace.id})::int as ours,
               count(*) filter (where workspace_id = ${theirs.workspace.id})::int as theirs from ${system(table)}`;
      expect({ table, missing: truth!.ours === 0 || truth!.theirs === 0 }).toEqual({ table, missing: false });
      const seen = await as(ours.workspace.id, (sql) => sql`select workspace_id from ${sql(table)}`);
      expect({ table, count: seen.length, ids: [...new Set(seen.map((row) => row.workspace_id))] }).toEqual({
        table,
        count: truth!.ours,
        ids: [ours.workspace.id],
      });
    }
    const workspaces = await as(ours.workspace.id, (sql) => sql`select id from workspaces`);
    expect(workspaces.map((row) => row.id)).toEqual([ours.workspace.id]);
    const people = await as(ours.workspace.id, (sql) => sql`select id, email from users`);
    expect(people.some((row) => row.id === ours.former.user.id)).toBe(true);
    expect(people.some((row) => row.id === theirs.admin.user.id)).toBe(false);
  });

  test("sees nothing without naming one, or naming one that isn't there", async () => {
    for (const table of [...(await tenantTables()), "workspaces"]) {
      const counts = await Promise.all([
        as(null, (sql) => sql`select from ${sql(table)}`),
        as("", (sql) => sql`select from ${sql(table)}`),
        as("00000000-0000-7000-8000-000000000000", (sql) => sql`select from ${sql(table)}`),
      ]);
      expect({ table, seen: counts.map((rows) => rows.length) }).toEqual({ table, seen: [0, 0, 0] });
    }
    expect(await as(null, (sql) => sql`select id from users`)).toHaveLength(0);
  });

  test("can't put rows into another workspace, move own ones there, or touch those that are there", async () => {
    for (const table of await tenantTables()) {
      const columns = await owner<{ name: string }[]>`
        select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0
          and not attisdropped and attgenerated = ''`;
      const names = columns.map(({ name }) => `"${name}"`).join(", ");
      const [row] =
        await system`select to_jsonb(t) as row from ${system(table)} t where workspace_id = ${theirs.workspace.id} limit 1`;
      const [inserted, moved, [updated, deleted]] = await Promise.all([
        code(
          as(
            ours.workspace.id,
            (sql) => sql`insert into ${sql(table)} (${sql.unsafe(names)})
              select ${sql.unsafe(names)} from jsonb_populate_record(null::${sql(table)}, ${sql.json(row!.row)})`,
          ),
        ),
        code(
          as(ours.workspace.id, (sql) => sql`update ${sql(table)} set workspace_id = ${theirs.workspace.id}`),
        ),
        as(ours.workspace.id, async (sql) => [
          (
            await sql`update ${sql(table)} set workspace_id = workspace_id where workspace_id = ${theirs.workspace.id}`
          ).count,
          (await sql`delete from ${sql(table)} where workspace_id = ${theirs.workspace.id}`).count,
        ]),
      ]);
      expect({ table, inserted, moved, updated, deleted }).toEqual({
        table,
        inserted: "42501",
        moved: "42501",
        updated: 0,
        deleted: 0,
      });
    }
    const renamed = await as(
      ours.workspace.id,
      (sql) => sql`update workspaces set name = 'Mine' where id = ${theirs.workspace.id}`,
    );
    expect(renamed.count).toBe(0);
  });

  test.each(["password_hash", "totp_secret", "theme"])("can't read people's %s", async (column) => {
    expect(await code(as(ours.workspace.id, (sql) => sql`select ${sql(column)} from users`))).toBe("42501");
  });

  test("can't change people, roles, tables or rules", async () => {
    const attempts = [
      "update users set name = 'x'",
      "create table mine (id int)",
      "alter table chats disable row level security",
      "drop policy own_workspace on chats",
      "create role mine",
      "truncate chats",
      "select * from sessions",
      "select rolpassword from pg_authid",
    ];
    for (const attempt of attempts) {
      const outcome = await code(as(ours.workspace.id, (sql) => sql.unsafe(attempt)));
      expect({ attempt, outcome }).toEqual({ attempt, outcome: "42501" });
    }
  });

  test("searches through definer's functions find own rows only", async () => {
    const found = await as(ours.workspace.id, async (sql) => [
      await sql`select chat_id as id from search_support_chats('zebras', '''zebras'':*', 1000)`,
      await sql`select customer_id as id from search_customers('''customer'':*', 1000)`,
    ]);
    expect(found[0]!.map(({ id }) => id).sort()).toEqual(
      [ours.ticket, ours.hidden, ours.requested].map(({ chatId }) => chatId).sort(),
    );
    expect(found[1]!.map(({ id }) => id)).toEqual(
      expect.arrayContaining([ours.customer.customer.id, ours.otherCustomer.customer.id]),
    );
    expect(found[1]!.map(({ id }) => id)).not.toContain(theirs.customer.customer.id);
    const nowhere = await as(null, async (sql) => [
      await sql`select from search_support_chats('zebras', '''zebras'':*', 1000)`,
      await sql`select from search_customers('''customer'':*', 1000)`,
    ]);
    expect(nowhere.map((rows) => rows.length)).toEqual([0, 0]);
  });
});

/**
 * The login that the app connects with may act as both roles, so code that runs any SQL could change roles: the wall
 * is against forgotten conditions. A login that is only a member of flowra_app is bound for good.
 */
test("a login of the app's role alone can't become anybody else", async () => {
  const [name, password] = [`only_app_${randomBytes(4).toString("hex")}`, randomBytes(12).toString("hex")];
  await owner.unsafe(`create role ${name} login password '${password}' in role flowra_app`);
  const login = postgres(Object.assign(new URL(database.url), { username: name, password }).toString(), {
    max: 1,
    onnotice: () => {},
  });
  try {
    for (const attempt of [
      "set role flowra_system",
      "set role postgres",
      "set session authorization postgres",
    ]) {
      expect({ attempt, outcome: await code(login.unsafe(attempt)) }).toEqual({
        attempt,
        outcome: expect.stringMatching(/^(42501|22023)$/),
      });
    }
    await login.unsafe("set role flowra_app");
    await login.unsafe("reset role");
    expect(await login`select from chats`).toHaveLength(0);
  } finally {
    await login.end();
    await owner.unsafe(`drop role ${name}`);
  }
});

test("the roles own nothing, bypass nothing and can't log in", async () => {
  const rows = await owner`
    select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin,
           exists (select from pg_class c where c.relowner = r.oid) as owns,
           pg_has_role('flowra_app', 'flowra_system', 'member') as "appIsSystem"
    from pg_roles r where rolname in ('flowra_app', 'flowra_system')`;
  for (const { rolname, ...rights } of rows) {
    expect({ rolname, granted: Object.keys(rights).filter((right) => rights[right]) }).toEqual({
      rolname,
      granted: [],
    });
  }
  expect(rows).toHaveLength(2);
});
