import type { StartConfig } from "./config";

const away = new Set(
  "ECONNREFUSED ECONNRESET EPIPE ENOENT ENOTFOUND EAI_AGAIN ETIMEDOUT EHOSTUNREACH ENETUNREACH CONNECT_TIMEOUT CONNECTION_CLOSED 57P03 53300".split(
    " ",
  ),
);

/** Why the database can't be brought up to date, as a sentence that says what to do. */
export function databaseProblem(error: Error, config: StartConfig): string {
  const code = "code" in error ? String(error.code) : "";
  const name = config.DATABASE_MIGRATION_URL ? "DATABASE_MIGRATION_URL" : "DATABASE_URL";
  const said = error.message.replace(/\.$/, "");
  if (away.has(code))
    return `The database that ${name} names can't be reached (${said}). Start it, or set ${name} to where it is.`;
  if (code.startsWith("28"))
    return `The database refuses the account in ${name} (${said}). Correct its name or password there.`;
  if (code === "3D000")
    return `${name} names a database that doesn't exist (${said}). Create it, or correct the name.`;
  if (code === "42501")
    return (
      `The account in ${name} lacks a right that Flowra needs (${said}). It must own the database, and either may ` +
      "create roles, or a superuser has run once: create role flowra_app nologin; create role flowra_system nologin; " +
      "grant flowra_app, flowra_system to that account. DATABASE_MIGRATION_URL may name another account for this."
    );
  return `The database could not be migrated: ${error.message}`;
}
