import { createHash } from "node:crypto";
import postgres from "postgres";

const name = "flowra";

/**
 * Makes the role and the database that Flowra uses, where the first start didn't get that far.
 * @param adminUrl connection of the superuser
 * @param seed the secret from which the role's own password is made
 * @returns the connection of that role, which can't bypass row-level security
 */
export async function prepareDatabase(adminUrl: string, seed: string): Promise<string> {
  const password = createHash("sha256").update(`${name} ${seed}`).digest("hex");
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const [role] = await sql`select from pg_roles where rolname = ${name}`;
    if (!role) {
      await sql.unsafe(`create role ${name} login createdb createrole password '${password}'`);
    }
    const [database] = await sql`select from pg_database where datname = ${name}`;
    if (!database) await sql.unsafe(`create database ${name} owner ${name}`);
  } finally {
    await sql.end({ timeout: 5 });
  }
  const url = new URL(adminUrl);
  url.username = name;
  url.password = password;
  url.pathname = `/${name}`;
  return url.toString();
}
