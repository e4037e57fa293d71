import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";

/**
 * A Chromium for the browser tests, installed if there is none.
 * @returns {string} the path of its program
 * @throws {Error} with a sentence that says how to get one
 */
export function findChromium() {
  const { PLAYWRIGHT_CHROMIUM } = process.env;
  if (PLAYWRIGHT_CHROMIUM) {
    if (runs(PLAYWRIGHT_CHROMIUM)) return told(PLAYWRIGHT_CHROMIUM, "named by PLAYWRIGHT_CHROMIUM");
    throw new Error(`PLAYWRIGHT_CHROMIUM names ${PLAYWRIGHT_CHROMIUM}, which is no Chromium that runs.`);
  }
  const present = onSystem();
  if (present) return told(present, "found on this system");
  const own = createRequire(import.meta.url)("playwright-core").chromium.executablePath();
  if (runs(own)) return told(own, "installed by Playwright");

  console.log("There is no Chromium; installing Playwright's …");
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  spawnSync(process.execPath, [cli, "install", "chromium"], { stdio: "inherit", timeout: 300_000 });
  if (runs(own)) return told(own, "just installed by Playwright");

  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Playwright's Chromium can't be had or doesn't run here; installing Debian's …");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", ["update", "-q"], { stdio: "inherit", env });
    spawnSync("apt-get", ["install", "-q", "-y", "--no-install-recommends", "chromium"], {
      stdio: "inherit",
      env,
    });
    const installed = onSystem();
    if (installed) return told(installed, "just installed by apt-get");
  }
  throw new Error(
    "There is no Chromium and none could be installed. Install one and name it by PLAYWRIGHT_CHROMIUM.",
  );
}

function onSystem() {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const inPath = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  const applications = ["Chromium", "Google Chrome"].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  );
  return [...inPath, ...applications].find(runs);
}

/** Being there isn't enough: some systems have a stand-in that only says how to install it. */
function runs(path) {
  return existsSync(path) && spawnSync(path, ["--version"], { timeout: 30_000 }).status === 0;
}

function told(path, how) {
  console.log(`Browser tests use ${path}, ${how}.`);
  return path;
}
