import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { choosePort } from "./ports";

let taken: Server | undefined;
afterEach(() => new Promise((settle) => (taken ? taken.close(settle) : settle(undefined))));

async function take(): Promise<number> {
  taken = createServer();
  await new Promise<void>((settle) => taken!.listen(0, "127.0.0.1", settle));
  return (taken.address() as { port: number }).port;
}

test("a configured port that is taken is named with its variable", async () => {
  const port = await take();
  await expect(choosePort(3000, { name: "PORT", value: port })).rejects.toThrow(
    `Port ${port}, configured by PORT, is taken by another program.`,
  );
});

test("without configuration the next free one is chosen, and a taken one is passed over", async () => {
  const port = await take();
  const chosen = await choosePort(port, { name: "PORT", value: undefined });
  expect(chosen).toBeGreaterThan(port);
  expect(chosen).toBeLessThan(port + 200);
});

test("its choice can be read by other accounts, whatever this one hides by default", async () => {
  const before = process.umask(0o077);
  try {
    const port = await choosePort(await take(), { name: "PORT", value: undefined });
    const folder = join(tmpdir(), `flowra-ports-${userInfo().uid}`);
    expect(statSync(folder).mode & 0o777).toBe(0o755);
    expect(statSync(join(folder, String(port))).mode & 0o777).toBe(0o644);
  } finally {
    process.umask(before);
  }
});

test("a port that another account's start has chosen, and doesn't use yet, is passed over", async () => {
  const port = await take();
  const folder = join(tmpdir(), `flowra-ports-test-${process.pid}`);
  mkdirSync(folder);
  try {
    for (const other of [1, 2]) writeFileSync(join(folder, String(port + other)), String(process.ppid));
    // A start that is gone has no claim.
    writeFileSync(join(folder, String(port + 3)), "4194304");
    expect(await choosePort(port, { name: "PORT", value: undefined })).toBeGreaterThan(port + 2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
