import { expect, test } from "vitest";
import { readStartConfig } from "./config";
import { databaseProblem } from "./database-problem";

const failure = (code: string, message: string) => Object.assign(new Error(message), { code });
const told = (error: Error, given: Record<string, string> = {}) =>
  databaseProblem(error, readStartConfig(given));

test.each([
  [
    "ECONNREFUSED",
    "connect ECONNREFUSED 127.0.0.1:9",
    /^The database that DATABASE_URL names can't be reached \(connect/,
  ],
  ["ECONNRESET", "The database hung up.", /can't be reached \(The database hung up\)\. Start it/],
  [
    "28P01",
    'password authentication failed for user "x"',
    /^The database refuses the account in DATABASE_URL/,
  ],
  ["3D000", 'database "x" does not exist', /^DATABASE_URL names a database that doesn't exist/],
  ["42501", "permission denied to create role", /lacks a right .*grant flowra_app, flowra_system/],
  ["XX000", "The world ended.", /^The database could not be migrated: The world ended\.$/],
])("%s is told as what to do", (code, message, sentence) => {
  expect(told(failure(code, message))).toMatch(sentence);
});

test("the variable that names the account at fault is named", () => {
  const given = { DATABASE_MIGRATION_URL: "postgres://owner@db/flowra" };
  expect(told(failure("28P01", "no"), given)).toContain("account in DATABASE_MIGRATION_URL");
});
