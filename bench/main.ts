import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readStartConfig } from "../embedded/start/config";
import { type Flowra, startFlowra } from "../embedded/start/start-flowra";
import { type Figure, table } from "./figures";
import { call } from "./http";
import { measureLongChats } from "./long-chats";
import { measureMessages } from "./messages";
import { measurePages, measureScripts } from "./pages";
import { measureRealtime } from "./realtime-connections";
import { measureSearch } from "./search";
import { makeTenant } from "./tenant";

/*
 * npm run bench: measures Flowra on this machine, over the loopback interface only, and prints what it found.
 * `--write` puts the figures into README.md. It takes about seven minutes and stops by itself. Names of parts
 * (`npm run bench -- messages`) leave the others out.
 */

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");
const tickets = Number(process.env.BENCH_TICKETS ?? 100_000);
const writers = 64;

const parts = ["pages", "long-chats", "messages", "search", "realtime"] as const;
const chosen = parts.filter((part) => process.argv.includes(part));
const includes = (part: (typeof parts)[number]) => chosen.length === 0 || chosen.includes(part);

const folder = mkdtempSync(join(tmpdir(), "flowra-bench-"));
chmodSync(folder, 0o711);

async function start(): Promise<{ flowra: Flowra; firstPage: number }> {
  const started = performance.now();
  const config = readStartConfig({
    ...process.env,
    FLOWRA_DATA: join(folder, "data"),
    FLOWRA_DEMO: "0",
    LOG_LEVEL: "warn",
    // The load is one person's many times over; limits are for people.
    SENDS_PER_MINUTE: "1000000",
    SEARCHES_PER_MINUTE: "1000000",
    CHATS_STARTED_PER_ADDRESS: "1000000",
  });
  const flowra = await startFlowra({ root, config, dev: false, log: () => () => {} });
  const page = await call("GET", `${flowra.url}/sign-in`, {});
  if (page.status !== 200) throw new Error(`The sign-in page answered ${page.status}.`);
  return { flowra, firstPage: (performance.now() - started) / 1_000 };
}

async function measureAll(): Promise<Figure[]> {
  const figures: Figure[] = [];
  const note = (more: Figure[]) => {
    for (const { name, value, unit } of more)
      console.log(`${name}: ${value.toFixed(value < 100 ? 2 : 0)} ${unit}`);
    figures.push(...more);
  };
  const cold = await start();
  note([
    { name: "first start to the first page (empty data folder, built)", value: cold.firstPage, unit: "s" },
  ]);
  await cold.flowra.stop();
  const { flowra, firstPage } = await start();
  note([{ name: "second start to the first page", value: firstPage, unit: "s" }]);
  try {
    console.log(`Making ${tickets} tickets …`);
    const tenant = await makeTenant(flowra, tickets, writers);
    if (includes("pages")) {
      note(await measureScripts(flowra, tenant, tickets));
      note(await measurePages(flowra, tenant, tickets));
    }
    if (includes("long-chats")) note(await measureLongChats(flowra, tenant));
    if (includes("messages")) note(await measureMessages(flowra, tenant));
    // Last: its million messages would weigh on the others.
    if (includes("search")) note(await measureSearch(flowra, tenant, 1_000_000));
    await tenant.sql.end({ timeout: 5 });
  } finally {
    await flowra.stop();
  }
  if (includes("realtime")) note(await measureRealtime());
  return figures;
}

const machine = () =>
  `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;

try {
  const figures = await measureAll();
  const report = `Measured on ${new Date().toISOString().slice(0, 10)} with \`npm run bench\`: ${machine()}; app, database, realtime server, jobs and the load itself share it.\n\n${table(figures)}`;
  console.log(`\n${report}`);
  if (process.argv.includes("--write")) {
    const readme = join(root, "README.md");
    const marked = /(<!-- bench -->\n)[\s\S]*?(<!-- \/bench -->)/;
    writeFileSync(readme, readFileSync(readme, "utf8").replace(marked, `$1\n${report}\n\n$2`));
    // The check of the sources reads tables too.
    execFileSync("npx", ["biome", "format", "--write", readme], { cwd: root, stdio: "inherit" });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
