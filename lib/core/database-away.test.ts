import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { expect, test } from "vitest";
import { AppError, publicError } from "./errors";

const away = { code: "UNAVAILABLE", retryAfter: 1 };

async function askAt(port: number): Promise<unknown> {
  const client = postgres(`postgres://nobody@127.0.0.1:${port}/none`, { max: 1, connect_timeout: 1 });
  const failure = await drizzle(client)
    .execute(sql`select 1`)
    .catch((error: unknown) => error);
  await client.end({ timeout: 0 });
  return failure;
}

test("a database that can't be reached is told as unavailable", async () => {
  expect(publicError(await askAt(9))).toEqual(away);
});

test.each(["57P01", "57P03", "53300", "CONNECT_TIMEOUT", "ECONNRESET", "ETIMEDOUT"])(
  "so is one that answers %s",
  (code) => {
    expect(publicError(Object.assign(new Error("words of the driver"), { code }))).toEqual(away);
  },
);

test.each(["55P03", "57014"])("what took too long (%s) may be asked for again", (code) => {
  const cause = Object.assign(new Error("words of the server"), { code });
  expect(publicError(new Error("Failed query", { cause }))).toEqual({ code: "UNAVAILABLE", retryAfter: 2 });
});

test("a mistake of ours stays one, and a refusal too", () => {
  const syntax = Object.assign(new Error("syntax error"), { code: "42601" });
  expect(publicError(new Error("Failed query", { cause: syntax }))).toEqual({ code: "INTERNAL" });
  expect(publicError(new TypeError("x is undefined"))).toEqual({ code: "INTERNAL" });
  expect(publicError(new AppError("NOT_FOUND"))).toEqual({ code: "NOT_FOUND" });
});
