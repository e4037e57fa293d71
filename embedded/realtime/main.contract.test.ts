import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { isRemote } from "./testing/realtime-under-test";

const main = fileURLToPath(new URL("main.ts", import.meta.url));

function start(env: Record<string, string>) {
  const child = spawn(process.execPath, ["--import", "tsx", main], {
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH,
      PUSHER_APP_ID: "app",
      PUSHER_KEY: "key",
      PUSHER_SECRET: "secret",
      ...env,
    },
  });
  const said = { out: "", err: "" };
  child.stdout.on("data", (text) => {
    said.out += text;
  });
  child.stderr.on("data", (text) => {
    said.err += text;
  });
  return { child, said, exited: once(child, "exit") };
}

describe.skipIf(isRemote)("the realtime command", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "says one line when it is ready, and ends well on %s",
    async (signal) => {
      const { child, said, exited } = start({ PUSHER_PORT: "0" });
      await expect
        .poll(() => said.out, { timeout: 20_000 })
        .toMatch(/^realtime ready on http:\/\/127\.0\.0\.1:\d+\n$/);
      const address = said.out.trim().split(" ").at(-1);
      expect((await fetch(`${address}/health`)).status).toBe(200);
      child.kill(signal);
      expect(await exited).toEqual([0, null]);
      expect(said.err).toBe("");
    },
  );

  it("does not start with a wrong setting, and names it", async () => {
    const { said, exited } = start({ PUSHER_PORT: "none", PUSHER_SECRET: "" });
    expect(await exited).toEqual([1, null]);
    expect(said.out).toBe("");
    expect(said.err).toMatch(/^PUSHER_PORT must be .+\.\nPUSHER_SECRET is missing.+\.\n$/);
  });
});
