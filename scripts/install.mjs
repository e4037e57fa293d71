import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/**
 * Installs the packages of package-lock.json unless exactly those are there. Install scripts of packages are never run:
 * nothing here needs them.
 * @param {string} root the checkout
 */
export async function installIfChanged(root) {
  demandNode(root);
  if (isInstalled(root)) return;
  const lock = join(root, ".flowra-install.lock");
  for (let told = false; !tryLock(lock); told = true) {
    if (!told) console.log("Another start is installing the packages; waiting for it …");
    await pause(250);
  }
  try {
    if (isInstalled(root)) return;
    console.log("Installing the packages …");
    const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    // A lock file written against a mirror may lack other machines' optional packages, which `ci` doesn't forgive.
    if (!npm(root, ["ci", ...options]) && !npm(root, ["install", "--no-save", ...options])) {
      console.error("The packages could not be installed; the lines above say why.");
      process.exit(1);
    }
  } finally {
    rmSync(lock, { force: true });
  }
}

function demandNode(root) {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const [major, minor] = engines.node.match(/\d+/g).map(Number);
  const [haveMajor, haveMinor] = process.versions.node.split(".").map(Number);
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return;
  console.error(`Flowra needs Node.js ${major}.${minor} or newer, and this is ${process.versions.node}.`);
  process.exit(1);
}

/** npm writes down what it has installed at the very end, so an interrupted installation doesn't pass. */
function isInstalled(root) {
  const installed = join(root, "node_modules/.package-lock.json");
  if (!existsSync(installed)) return false;
  const packages = (file) => JSON.parse(readFileSync(file, "utf8")).packages;
  const wanted = Object.entries(packages(join(root, "package-lock.json")));
  const present = packages(installed);
  return wanted.every(([path, { version, optional }]) => {
    // Optional ones for other machines are left out.
    if (path === "" || (optional && !present[path])) return true;
    return present[path]?.version === version;
  });
}

function npm(root, args) {
  const own = process.env.npm_execpath;
  const [program, before] = own?.endsWith(".js") ? [process.execPath, [own]] : ["npm", []];
  return spawnSync(program, [...before, ...args], { cwd: root, stdio: "inherit" }).status === 0;
}

/** A file that only one can make, over one whose maker has died if need be. */
function tryLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (!holderLives(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function holderLives(lock) {
  try {
    process.kill(Number(readFileSync(lock, "utf8")), 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
