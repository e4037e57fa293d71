import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { processIdentity } from "./alive";
import { takeLock } from "./lock";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "flowra lock "));
  file = join(folder, "flowra.lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("one holder at a time, and the next after the release", () => {
  const first = takeLock(file);
  expect(first).toBeDefined();
  expect(takeLock(file)).toBeUndefined();
  first!.release();
  expect(takeLock(file)?.orphans).toEqual([]);
  expect(readdirSync(folder)).toEqual(["flowra.lock"]);
});

test.each([
  ["a process that is gone", { pid: 4_194_303, identity: "1 boot", children: [] }],
  ["another process with a reused id", { pid: process.pid, identity: "1 earlier boot", children: [] }],
])("the lock of %s is taken over", (_, holder) => {
  writeFileSync(file, JSON.stringify(holder));
  const lock = takeLock(file);
  expect(lock).toBeDefined();
  expect(JSON.parse(readFileSync(file, "utf8")).identity).toBe(processIdentity(process.pid));
});

test("a lock cut short by a crash is taken over", () => {
  writeFileSync(file, '{"pid":');
  expect(takeLock(file)?.orphans).toEqual([]);
});

test("who takes over a lock learns which children of the dead holder still run", () => {
  const alive = { pid: process.pid, identity: processIdentity(process.pid) };
  const gone = { pid: 4_194_303, identity: "1 boot" };
  writeFileSync(file, JSON.stringify({ ...gone, children: [alive, gone, { ...alive, identity: "other" }] }));
  expect(takeLock(file)?.orphans).toEqual([alive]);
});

test("children are noted for the next one", () => {
  const lock = takeLock(file)!;
  lock.record([process.pid]);
  const [child] = JSON.parse(readFileSync(file, "utf8")).children;
  expect(child).toEqual({ pid: process.pid, identity: processIdentity(process.pid) });
  expect(takeLock(file)).toBeUndefined();
});
