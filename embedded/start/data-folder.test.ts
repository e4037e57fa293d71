import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readStartConfig } from "./config";
import { openDataFolder } from "./data-folder";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "flowra data "));
});
afterEach(() => {
  chmodSync(root, 0o700);
  rmSync(root, { recursive: true });
});
const open = (folder: string) => openDataFolder(root, readStartConfig({ FLOWRA_DATA: folder }));

test("the folder is made, inside of the checkout when its path is relative, and closed to lookers", () => {
  const folder = open("of/its own");
  expect(folder).toBe(join(root, "of/its own"));
  expect(statSync(folder).mode & 0o777).toBe(0o711);
  // What others chose for a folder of theirs stays.
  chmodSync(folder, 0o750);
  expect(open("of/its own")).toBe(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o750);
});

test("what is not a folder, or lies in none, is named", () => {
  const file = join(root, "file");
  writeFileSync(file, "");
  expect(() => open(file)).toThrow(`FLOWRA_DATA names ${file}, which is not a folder.`);
  expect(() => open(join(file, "inside"))).toThrow("which is not a folder");
});

test("where no folder can be made the start ends with a sentence", () => {
  expect(() => open("/proc/flowra/data")).toThrow(
    /^No rights to the data folder \/proc\/flowra\/data \(E\w+\)\. Give them .*, or set FLOWRA_DATA/,
  );
});

test.skipIf(process.getuid?.() === 0)("a folder without rights is named", () => {
  const closed = join(root, "closed");
  mkdirSync(closed, { mode: 0o500 });
  expect(() => open(join(closed, "data"))).toThrow(/^No rights to the data folder .*EACCES/);
  mkdirSync(join(root, "shut"), { mode: 0o000 });
  expect(() => open("shut")).toThrow(/^No rights to the data folder .*EACCES/);
});
