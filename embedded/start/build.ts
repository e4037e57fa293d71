import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { guardChild, releaseChild } from "../process/guard";
import { takeLock } from "../process/lock";
import { PlainError } from "../process/plain-error";

const sources = ["app", "components", "lib", "db", "inngest", "messages", "public"];
const files =
  /^(package-lock\.json|tsconfig\.json|(next|postcss)\.config\.\w+|(proxy|instrumentation(-client)?)\.ts)$/;

/**
 * Builds the app if its sources differ from those of the last finished build. Of several starts at once, one builds.
 * @param distDir the build folder's name, as Next gets it by NEXT_DIST_DIR
 * @returns whether anything had to be built
 * @throws PlainError when the build fails, after its own words were logged
 */
export async function buildIfChanged(
  root: string,
  distDir: string,
  environment: NodeJS.ProcessEnv,
  log: (line: string) => void,
): Promise<boolean> {
  const stamp = join(root, distDir, "flowra-sources");
  const wanted = hashSources(root);
  const isBuilt = () => existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
  if (isBuilt()) return false;
  const lock = await waitForLock(join(root, "node_modules/.flowra-build.lock"), log);
  try {
    if (isBuilt()) return false;
    log("building the app, since its sources are new …");
    // A build that is interrupted from here on must not pass for a finished one.
    rmSync(stamp, { force: true });
    await runBuild(root, environment, log);
    writeFileSync(stamp, wanted);
    return true;
  } finally {
    lock.release();
  }
}

function hashSources(root: string): string {
  const hash = createHash("sha256").update(`node ${process.versions.node}`);
  const visit = (path: string) => {
    const entries = readdirSync(join(root, path), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const inside = `${path}/${entry.name}`;
      if (entry.isDirectory()) visit(inside);
      else if (!/\.test\.tsx?$/.test(entry.name))
        hash.update(inside).update(readFileSync(join(root, inside)));
    }
  };
  for (const folder of sources) if (existsSync(join(root, folder))) visit(folder);
  for (const name of readdirSync(root)
    .filter((entry) => files.test(entry))
    .sort()) {
    hash.update(name).update(readFileSync(join(root, name)));
  }
  return hash.digest("hex");
}

async function waitForLock(path: string, log: (line: string) => void) {
  for (let tries = 0; ; tries += 1) {
    const lock = takeLock(path);
    if (lock) return lock;
    if (tries === 0) log("another start is building the app; waiting for it …");
    await pause(250);
  }
}

async function runBuild(root: string, env: NodeJS.ProcessEnv, log: (line: string) => void): Promise<void> {
  const child = spawn(process.execPath, [join(root, "node_modules/next/dist/bin/next"), "build"], {
    cwd: root,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (child.pid) guardChild(child.pid);
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", log);
  const code = await new Promise((settle) => child.once("close", settle));
  if (child.pid) releaseChild(child.pid);
  if (code !== 0) throw new PlainError("The app could not be built; the lines above say why.");
}
