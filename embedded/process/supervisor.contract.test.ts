import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { processIdentity } from "./alive";
import { holdPort } from "./listening-socket";
import { PlainError } from "./plain-error";
import { choosePort } from "./ports";
import { type ChildSpec, type Supervised, supervise } from "./supervisor";

const quick = { firstDelayMs: 10, longestDelayMs: 40, steadyAfterMs: 60_000, stopWithinMs: 200 };
let folder: string;
let running: Supervised[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "flowra supervisor "));
});

afterEach(async () => {
  await Promise.all(running.map((part) => part.stop()));
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

/** A dead process that nobody has asked about yet still has its id, so that being there doesn't suffice. */
const runs = (pid: number) => processIdentity(pid) !== undefined;

/** Runs a line of shell; it is ready as soon as it has made the file "ready". */
function run(line: string, change: Partial<ChildSpec> = {}) {
  const said: string[] = [];
  const part = supervise(
    {
      name: "part",
      command: "/bin/sh",
      args: ["-c", line],
      cwd: folder,
      env: process.env,
      isReady: async () => existsSync(join(folder, "ready")),
      log: (text) => said.push(text),
      ...change,
    },
    quick,
  );
  running.push(part);
  return { part, said };
}

test("a program that is killed is started again, and so is the next one", async () => {
  const { part, said } = run("echo begun >> begun; touch ready; exec sleep 600");
  await part.ready;
  for (const times of [2, 3]) {
    const before = part.pid()!;
    process.kill(before, "SIGKILL");
    await vi.waitFor(() =>
      expect(readFileSync(join(folder, "begun"), "utf8").split("\n")).toHaveLength(times + 1),
    );
    expect(runs(before)).toBe(false);
  }
  expect(said).toContain("ended (signal SIGKILL); starting it again in 10 ms");
  expect(said).toContain("ended (signal SIGKILL); starting it again in 20 ms");
});

test("a program that fails three times before it is ready ends the start with its last words", async () => {
  const { part } = run("echo tried >> tried; echo PUSHER_KEY is missing >&2; exit 3");
  await expect(part.ready).rejects.toThrow(
    new PlainError("part doesn't start (code 3): PUSHER_KEY is missing"),
  );
  expect(readFileSync(join(folder, "tried"), "utf8")).toBe("tried\n".repeat(3));
});

test("a program that can't be run at all is named", async () => {
  const { part } = run("", { command: join(folder, "nothing") });
  await expect(part.ready).rejects.toThrow(/part doesn't start .*ENOENT/);
});

test("stopping takes what the program has started along, also what ignores the request", async () => {
  const { part, said } = run(`sh -c 'trap "" TERM; echo $$; touch ready; while :; do sleep 1; done' & wait`);
  await part.ready;
  const stubborn = Number(await vi.waitUntil(() => said[0]));
  expect(runs(stubborn)).toBe(true);
  await part.stop();
  await vi.waitFor(() => expect(runs(stubborn)).toBe(false));
  expect(part.pid()).toBeUndefined();
});

test("stopping between two starts keeps the next one from happening", async () => {
  writeFileSync(join(folder, "ready"), "");
  const { part, said } = run("echo tried >> tried; exec sleep 600");
  await part.ready;
  await vi.waitFor(() => expect(existsSync(join(folder, "tried"))).toBe(true));
  process.kill(part.pid()!, "SIGKILL");
  await vi.waitFor(() => expect(said.join()).toContain("starting it again"));
  await part.stop();
  const tries = readFileSync(join(folder, "tried"), "utf8");
  expect(part.pid()).toBeUndefined();
  expect(tries.length).toBeLessThanOrEqual("tried\n".length * 2);
});

test("after kill -9 of the supervisor neither program, nor grandchild, nor throwaway folder is left", async () => {
  mkdirSync(join(folder, "throwaway"));
  const loader = import.meta.resolve("tsx");
  const script = fileURLToPath(new URL("./testing/supervising.ts", import.meta.url));
  const supervisor = spawn(process.execPath, ["--import", loader, script, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const line = await new Promise<string>((settle) =>
    createInterface({ input: supervisor.stdout }).once("line", settle),
  );
  const { child, grandchild } = JSON.parse(line) as { child: number; grandchild: number };
  expect([child, grandchild].map(runs)).toEqual([true, true]);
  supervisor.kill("SIGKILL");
  await vi.waitFor(() => expect([child, grandchild].map(runs)).toEqual([false, false]), {
    timeout: 10_000,
  });
  await vi.waitFor(() => expect(existsSync(join(folder, "throwaway"))).toBe(false), { timeout: 10_000 });
});

test("another program that answers in its place is not taken for it", async () => {
  writeFileSync(join(folder, "ready"), "");
  const { part } = run("echo the port is taken; exit 1", { says: /ready on/ });
  await expect(part.ready).rejects.toThrow("the port is taken");
  const { part: other } = run("sleep 0.1; echo ready on 1234; exec sleep 600", { says: /ready on/ });
  await other.ready;
});

test("who connects while a program is started again waits for it, and is answered", async () => {
  const port = await choosePort(7070, { name: "PORT", value: undefined });
  const socket = holdPort(port, "127.0.0.1")!;
  const server = `
    const { createServer } = require("node:http");
    createServer((_, response) => response.end(String(process.pid))).listen(${port}, "127.0.0.1", () => {
      require("node:fs").writeFileSync("ready", "");
    });`;
  const { part } = run("", { command: process.execPath, args: ["-e", server], socket });
  await part.ready;
  const ask = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}`, { headers: { connection: "close" } });
    return Number(await answer.text());
  };
  for (let times = 0; times < 3; times++) {
    const before = part.pid()!;
    expect(await ask()).toBe(before);
    process.kill(before, "SIGKILL");
    await vi.waitFor(() => expect(runs(before)).toBe(false));
    const answered = await Promise.all([ask(), ask(), ask()]);
    expect(new Set(answered)).toEqual(new Set([part.pid()]));
  }
  await part.stop();
  socket.close();
  await expect(ask()).rejects.toThrow();
});
