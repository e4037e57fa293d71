import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keepPostgres } from "../start/keep-postgres";
import { type PostgresServer, startPostgres } from "./server";

let folder: string;
let dataDir: string;
let running: { stop(): Promise<void> }[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "flowra data folder "));
  chmodSync(folder, 0o711);
  dataDir = join(folder, "postgres");
});

afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: { dataDir?: string; port?: number; log?: (line: string) => void } = {}) {
  const server = await startPostgres({ dataDir, ...options });
  running.push(server);
  return server;
}

async function ask<Row>(url: string, query: string): Promise<Row[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return (await sql.unsafe(query)) as unknown as Row[];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

test("data and password outlive a stop; the password is needed and only the owner can read it", async () => {
  const first = await start();
  await ask(first.url, "create table kept as select 42 as answer");
  await first.stop();
  const second = await start();
  expect(await ask(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  expect(new URL(second.url).password).toBe(new URL(first.url).password);
  expect(statSync(join(dataDir, "flowra-password")).mode & 0o777).toBe(0o600);

  const guess = Object.assign(new URL(second.url), { password: "guess" }).toString();
  await expect(ask(guess, "select 1")).rejects.toThrow(/password authentication failed/);
  expect(await ask(second.adminUrl, "select inet_server_addr()::text as address")).toEqual([
    { address: "127.0.0.1/32" },
  ]);
});

test("two run side by side with folders of their own", async () => {
  const servers = await Promise.all([start(), start({ dataDir: join(folder, "second one") })]);
  expect(new Set(servers.map(({ port }) => port)).size).toBe(2);
  for (const { url } of servers) expect(await ask(url, "select 1 as up")).toEqual([{ up: 1 }]);
});

test("Russian and English words are found without case and quotation marks", async () => {
  const { url } = await start();
  const found = await ask(
    url,
    "select to_tsvector('russian', 'Он сказал: «Привет»') @@ to_tsquery('russian', 'приветы') as russian, lower('ЁЖ') as small",
  );
  expect(found).toEqual([{ russian: true, small: "ёж" }]);
});

test("after a kill what was committed is there, though the process id file is left over", async () => {
  const first = await start();
  const crashed = new Promise((settle) => first.onExit(settle));
  await ask(first.url, "create table kept as select 1 as n");
  process.kill(first.pid, "SIGKILL");
  expect(await crashed).toBe("signal SIGKILL");
  expect(existsSync(join(dataDir, "postmaster.pid"))).toBe(true);
  const second = await start();
  expect(await ask(second.url, "select n from kept")).toEqual([{ n: 1 }]);
});

test("a process id file that names a stranger is no obstacle, and the stranger lives", async () => {
  await (await start()).stop();
  writeFileSync(join(dataDir, "postmaster.pid"), `${process.ppid}\n${dataDir}\n`);
  const { url } = await start();
  expect(await ask(url, "select 1 as up")).toEqual([{ up: 1 }]);
  expect(() => process.kill(process.ppid, 0)).not.toThrow();
});

test("a server that was left running on the folder is ended first", async () => {
  const left = await start();
  const next = await start();
  expect(next.pid).not.toBe(left.pid);
  expect(await ask(next.url, "select 1 as up")).toEqual([{ up: 1 }]);
});

test("a half-made folder is set aside, never deleted, and replaced", async () => {
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, "PG_VERSION"), "18\n");
  mkdirSync(join(folder, "postgres.new-4194303"));
  const said: string[] = [];
  const { url } = await start({ log: (line) => said.push(line) });
  expect(await ask(url, "select 1 as up")).toEqual([{ up: 1 }]);
  const aside = readdirSync(folder).filter((name) => name !== "postgres");
  expect(aside).toEqual([expect.stringMatching(/^postgres\.broken-/)]);
  expect(readFileSync(join(folder, aside[0]!, "PG_VERSION"), "utf8")).toBe("18\n");
  expect(said).toContainEqual(expect.stringContaining(`it is kept as ${join(folder, aside[0]!)}`));
});

test("a data folder of another major version is named and left alone", async () => {
  await (await start()).stop();
  writeFileSync(join(dataDir, "PG_VERSION"), "17\n");
  await expect(start()).rejects.toThrow(`The data folder ${dataDir} belongs to PostgreSQL 17`);
});

test("a folder that is no folder is named", async () => {
  writeFileSync(join(folder, "file"), "");
  const inside = join(folder, "file", "postgres");
  await expect(start({ dataDir: inside })).rejects.toThrow(`${join(folder, "file")} is not a folder`);
});

test("a configured port that is taken is named", async () => {
  const taken = createServer();
  await new Promise<void>((settle) => taken.listen(0, "127.0.0.1", settle));
  const { port } = taken.address() as { port: number };
  await expect(start({ port })).rejects.toThrow(`Port ${port}, configured for PostgreSQL, is taken`);
  taken.close();
});

test("kept running, it comes back on the same port with the same data", async () => {
  const said: string[] = [];
  const kept = await keepPostgres({ dataDir }, (line) => said.push(line));
  running.push(kept);
  await ask(kept.url, "create table kept as select 1 as n");
  process.kill(kept.pid(), "SIGKILL");
  await expect
    .poll(() => ask(kept.url, "select n from kept").catch(() => undefined), { timeout: 20_000 })
    .toEqual([{ n: 1 }]);
  expect(said[0]).toMatch(/^ended \(signal SIGKILL\); starting it again in 250 ms/);
});

test.runIf(process.getuid?.() === 0)("as root the server runs as an account without rights", async () => {
  const server: PostgresServer = await start();
  expect(statSync(`/proc/${server.pid}`).uid).not.toBe(0);
  expect(statSync(dataDir).uid).not.toBe(0);
});
