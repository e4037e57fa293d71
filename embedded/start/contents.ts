import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { connectTo } from "../../db/connect";
import { migrateDatabase } from "../../db/migrate";
import { guardChild, releaseChild } from "../process/guard";
import { PlainError } from "../process/plain-error";
import type { StartConfig } from "./config";
import { databaseProblem } from "./database-problem";
import { script } from "./script";

/**
 * What the database holds: the schema brought up to date, and the demo, which is loaded into an empty embedded
 * database, or into an empty one of the operator's on request (FLOWRA_DEMO=1).
 */
export function prepareContents(root: string, dataDir: string, config: StartConfig) {
  const marker = join(dataDir, "demo");
  const wanted = config.FLOWRA_DEMO ? config.FLOWRA_DEMO === "1" : !config.DATABASE_URL;
  return {
    isDemo: () => config.FLOWRA_DEMO === "1" || (config.FLOWRA_DEMO !== "0" && existsSync(marker)),
    /** @throws PlainError when the database can't be reached, is newer than the code, or refuses the demo */
    async load(
      url: string,
      environment: () => NodeJS.ProcessEnv,
      log: (line: string) => void,
    ): Promise<void> {
      await migrateDatabase(config.DATABASE_MIGRATION_URL ?? url).catch((error: Error) => {
        throw new PlainError(databaseProblem(error, config));
      });
      if (!wanted || !(await isEmpty(url))) return;
      log("loading the demo …");
      writeFileSync(marker, "The demo was loaded into this installation.\n");
      await runScript(root, "db/seed/demo.ts", environment(), log);
    },
  };
}

/**
 * Runs a script of the app to its end.
 * @returns what it printed
 * @throws PlainError with its own words when it fails
 */
export async function runScript(
  root: string,
  file: string,
  env: NodeJS.ProcessEnv,
  log: (line: string) => void = () => {},
): Promise<string[]> {
  const child = spawn(script(root, file).command, script(root, file).args, {
    cwd: root,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (child.pid) guardChild(child.pid);
  const printed: string[] = [];
  const complaints: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    printed.push(line);
    log(line);
  });
  createInterface({ input: child.stderr }).on("line", (line) => complaints.push(line));
  const code = await new Promise((settle) => child.once("close", settle));
  if (child.pid) releaseChild(child.pid);
  if (code !== 0) throw new PlainError(complaints.join("\n") || `${file} ended with code ${code}.`);
  return printed;
}

async function isEmpty(url: string): Promise<boolean> {
  const sql = connectTo(url, { max: 1, connection: { role: "flowra_system" } });
  try {
    const [found] = await sql`select exists (select from workspaces) or exists (select from users) as used`;
    return !found?.used;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
