import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { installIfChanged } from "./install.mjs";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");
const known = ["static", "unit", "db", "contract", "e2e"];
const asked = process.argv.slice(2);
const unknown = asked.find((stage) => !known.includes(stage));
if (unknown) {
  console.error(`Unknown stage ${unknown}. There are: ${known.join(", ")}. Without any, all of them run.`);
  process.exit(1);
}
const stages = asked.length > 0 ? asked : known;
process.chdir(root);
await installIfChanged(root);

const results = mkdtempSync(join(tmpdir(), "flowra-results-"));
const failures = [];
let passed = 0;

if (stages.includes("static")) await staticChecks();
const projects = stages.filter((stage) => ["unit", "db", "contract"].includes(stage));
if (projects.length > 0) {
  heading(`Tests: ${projects.join(", ")}`);
  // Contract tests run one after the other and mostly wait: the others fill that time.
  const waiting = projects.filter((stage) => stage === "contract");
  const busy = projects.filter((stage) => stage !== "contract");
  await Promise.all([busy, waiting].filter(({ length }) => length > 0).map(vitest));
}
if (stages.includes("e2e")) await playwright();

rmSync(results, { recursive: true, force: true });
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((name) => `  ✗ ${name}`).join("\n")}`);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exit(failures.length > 0 ? 1 : 0);

async function staticChecks() {
  heading("Static checks");
  // Types of routes and of what is imported besides code come from Next.
  await run("next", ["typegen"], { quiet: true });
  const checks = [
    ["biome", ["ci", "."]],
    ["tsc", ["--noEmit", "--incremental", "false", "-p", "."]],
    ["knip", ["--no-progress"]],
  ];
  await Promise.all(
    checks.map(async ([tool, args]) => {
      const code = await run(tool, args);
      count(code === 0, `${tool} ${args.join(" ")}`);
      if (code === 0) console.log(`${tool}: nothing to complain about`);
    }),
  );
}

async function vitest(names) {
  const file = join(results, `${names.join("-")}.json`);
  const select = names.flatMap((name) => ["--project", `${name}*`]);
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
  const code = await run("vitest", ["run", "--passWithNoTests", ...select, ...reporters]);
  const before = failures.length;
  const report = readReport(file);
  for (const suite of report?.testResults ?? []) {
    const path = relative(root, suite.name);
    for (const test of suite.assertionResults) {
      if (test.status === "passed" || test.status === "failed")
        count(test.status === "passed", `${path}: ${test.fullName}`);
    }
    if (suite.status === "failed" && suite.assertionResults.every((test) => test.status !== "failed")) {
      count(false, `${path}: ${suite.message || "did not load"}`);
    }
  }
  if (code !== 0 && failures.length === before)
    count(false, "vitest ended with an error outside of any test; see above");
}

async function playwright() {
  heading("Browser tests");
  const file = join(results, "playwright.json");
  const { findChromium } = await import("./chromium.mjs");
  let chromium;
  try {
    chromium = findChromium();
  } catch (error) {
    console.error(error.message);
    count(false, "browser tests: no Chromium");
    return;
  }
  const env = { PLAYWRIGHT_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const code = await run("playwright", ["test", "--reporter=list,json"], { env });
  const before = failures.length;
  const report = readReport(file);
  for (const { path, spec } of specsOf(report?.suites ?? [])) {
    // Flaky is failed: what passes only at times is broken.
    for (const { status } of spec.tests) {
      if (status !== "skipped") count(status === "expected", `${path}: ${spec.title}`);
    }
  }
  for (const error of report?.errors ?? []) count(false, `browser tests: ${error.message?.split("\n")[0]}`);
  if (code !== 0 && failures.length === before)
    count(false, "playwright ended with an error outside of any test; see above");
}

function specsOf(suites, path = "") {
  return suites.flatMap((suite) => {
    const here = path ? `${path} › ${suite.title}` : suite.title;
    return [...suite.specs.map((spec) => ({ path: here, spec })), ...specsOf(suite.suites ?? [], here)];
  });
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

function count(good, name) {
  if (good) passed += 1;
  else failures.push(name);
}

function heading(text) {
  console.log(`\n── ${text} ${"─".repeat(Math.max(0, 72 - text.length))}`);
}

/** Runs a tool of node_modules to its end and returns its exit code. */
function run(tool, args, { env = {}, quiet = false } = {}) {
  const program = join(root, "node_modules/.bin", tool);
  const child = spawn(program, args, {
    stdio: quiet ? "ignore" : "inherit",
    env: { ...process.env, ...env },
  });
  return new Promise((settle) => {
    child.once("error", (error) => {
      console.error(`${tool} can't be run: ${error.message}`);
      settle(1);
    });
    child.once("close", (code) => settle(code ?? 1));
  });
}
