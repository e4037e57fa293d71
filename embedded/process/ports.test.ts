import { createServer, type Server } from "node:net";
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
