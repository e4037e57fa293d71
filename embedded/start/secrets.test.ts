import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keepSecrets } from "./secrets";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "flowra secrets "));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("secrets are made once, for the owner's eyes, and stay the same", () => {
  const first = keepSecrets(folder);
  expect(first.AUTH_SECRET).toMatch(/^[0-9a-f]{64}$/);
  expect(first.INNGEST_SIGNING_KEY).toMatch(/^signkey-prod-[0-9a-f]{64}$/);
  expect(new Set(Object.values(first)).size).toBe(Object.keys(first).length);
  expect(statSync(join(folder, "secrets.json")).mode & 0o777).toBe(0o600);
  expect(keepSecrets(folder)).toEqual(first);
});

test("a secret that a newer version needs is added without touching the others", () => {
  const { MAILBOX_TOKEN, ...older } = keepSecrets(folder);
  writeFileSync(join(folder, "secrets.json"), JSON.stringify(older));
  const now = keepSecrets(folder);
  expect(now).toMatchObject(older);
  expect(now.MAILBOX_TOKEN).not.toBe(MAILBOX_TOKEN);
});

test("a damaged file stops the start rather than being replaced", () => {
  writeFileSync(join(folder, "secrets.json"), '{"AUTH_SECRET":');
  expect(() => keepSecrets(folder)).toThrow(/secrets\.json can't be read\. Put it back from a backup/);
  expect(readFileSync(join(folder, "secrets.json"), "utf8")).toBe('{"AUTH_SECRET":');
});
