import { PlainError } from "../process/plain-error";
import { readStartConfig, unknownVariables } from "./config";
import { runScript } from "./contents";
import { type Flowra, startFlowra } from "./start-flowra";

/**
 * The command behind `npm start` and `npm run dev`: starts everything, says where it is, and runs until it is told to
 * stop.
 */
export async function main(root: string, options: { dev: boolean; began: number }): Promise<void> {
  let flowra: Flowra | undefined;
  let leaving = false;
  const leave = async () => {
    // A second ctrl-C, or one before the start has finished: the guard ends what runs.
    if (leaving || !flowra) process.exit(130);
    leaving = true;
    console.log("\nStopping …");
    await flowra.stop();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void leave());

  try {
    const config = readStartConfig();
    for (const name of unknownVariables(config.given))
      console.warn(`${name} is no variable of Flowra; it does nothing.`);
    if (config.given.npm_lifecycle_event) leaveWithParent(leave);
    flowra = await startFlowra({ root, config, dev: options.dev });
    console.log(await welcome(root, flowra, Date.now() - options.began));
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    console.error(`\n${error.message}\n`);
    process.exit(1);
  }
}

async function welcome(root: string, flowra: Flowra, tookMs: number): Promise<string> {
  const { plan, secrets } = flowra;
  const lines = [
    "",
    `Flowra is ready after ${(tookMs / 1_000).toFixed(1)} s.`,
    "",
    `  Flowra    ${flowra.url}`,
    plan.embedded.mailbox &&
      `  Mailbox   http://localhost:${plan.ports.mailbox}/?token=${secrets.MAILBOX_TOKEN}`,
    plan.embedded.jobs &&
      `  Jobs      http://localhost:${plan.ports.jobs}/?token=${secrets.JOBS_ADMIN_TOKEN}`,
    `  Data      ${flowra.dataDir}`,
    "",
  ];
  lines.push(...(await runScript(root, "db/seed/print-links.ts", flowra.environment)), "");
  return [...lines.filter((line) => line !== false), "Stop with ctrl-C.", ""].join("\n");
}

/** When npm itself is killed nobody passes the signal on; its child then gets another parent. */
function leaveWithParent(leave: () => Promise<void>): void {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && void leave(), 1_000).unref();
}
