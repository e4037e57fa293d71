import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { check, type Verdict } from "./checker";
import type { Fault } from "./fault";
import { faults } from "./list";
import type { Finding } from "./play";
import { teachFetchPaths } from "./reach";
import { openStage, type Stage } from "./stage";

/*
 * npm run faults: breaks Flowra's parts one after the other while people write to each other, heals them, and compares
 * what writers were told and readers were shown with what is stored. Over the loopback interface only; stops by itself.
 * Names run those faults alone, `--full` lets each last as long as the specification says, `--write` puts the result
 * into README.md. Ends with code 1 when anything was lost, invented, doubled, out of order or missing.
 */

const flags = ["--full", "--write"];
const given = process.argv.slice(2);
const unknown = given.find((word) => !flags.includes(word) && !faults.some(({ name }) => name === word));
if (unknown) {
  console.error(`Unknown fault ${unknown}. There are: ${faults.map(({ name }) => name).join(", ")}.`);
  process.exit(1);
}
const chosen = faults.filter(({ name }) => given.includes(name));
const toRun = chosen.length > 0 ? chosen : faults;

/** One fault's result, ready to be printed. */
type Line = { fault: Fault; finding: Finding; verdict: Verdict; took: number };

const counts = (verdict: Verdict) =>
  [
    ["lost", verdict.lost],
    ["phantom", verdict.phantom],
    ["doubled", verdict.doubled],
    ["out of order", verdict.outOfOrder],
    ["missing", verdict.missing],
  ] as const;

const inSeconds = (value: number | null) => (value === null ? "–" : `${value.toFixed(1)} s`);
const effectsOf = ({ effects }: Verdict) => (effects.length === 0 ? "1" : `not 1 for ${effects.length}`);

function breachesOf({ verdict, finding }: Line): string[] {
  return [...Object.values(verdict).flat(), ...finding.breaches];
}

async function runOne(stage: Stage, fault: Fault): Promise<Line> {
  const began = Date.now();
  console.log(`\n${fault.name}: ${fault.what}`);
  await stage.ready();
  const finding = await fault.run(stage);
  const line = { fault, finding, verdict: check(finding.evidence), took: (Date.now() - began) / 1_000 };
  print(line);
  return line;
}

function print(line: Line): void {
  const { finding, verdict, took } = line;
  const { attempts, readers } = finding.evidence;
  const sent = new Set(attempts.map(({ id }) => id)).size;
  console.log(
    `  ${counts(verdict)
      .map(([name, found]) => `${name} ${found.length}`)
      .join(", ")}, effects per event ${effectsOf(verdict)}; ` +
      `outage ${inSeconds(finding.outage)}, healed in ${inSeconds(finding.heal)}; ` +
      `${sent} messages, ${attempts.length} attempts, ${readers.length} readers, ${took.toFixed(0)} s`,
  );
  for (const note of finding.notes) console.log(`  - ${note}`);
  const breaches = breachesOf(line);
  for (const breach of breaches.slice(0, 10)) console.log(`  BREACH: ${breach}`);
  if (breaches.length > 10) console.log(`  … and ${breaches.length - 10} more`);
}

function table(lines: Line[]): string {
  const rows = lines.map((line) => {
    const { fault, finding, verdict } = line;
    const cells = [
      fault.what,
      ...counts(verdict).map(([, found]) => found.length),
      effectsOf(verdict),
      inSeconds(finding.outage),
      inSeconds(finding.heal),
      breachesOf(line)[0] ?? "yes",
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    "| Fault | lost | phantom | doubled | out of order | missing | effects per event | outage | healed in | held |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ...rows,
  ].join("\n");
}

const machine = () =>
  `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;

function writeReadme(lines: Line[], minutes: string): void {
  const readme = fileURLToPath(new URL("../README.md", import.meta.url));
  const said = `Seen on ${new Date().toISOString().slice(0, 10)} with \`npm run faults\` in ${minutes} minutes: ${machine()}.`;
  const marked = /(<!-- faults -->\n)[\s\S]*?(<!-- \/faults -->)/;
  const text = readFileSync(readme, "utf8");
  writeFileSync(readme, text.replace(marked, `$1\n${said}\n\n${table(lines)}\n\n$2`));
}

teachFetchPaths();
const began = Date.now();
const stage = await openStage(given.includes("--full"));
const lines: Line[] = [];
try {
  for (const fault of toRun) lines.push(await runOne(stage, fault));
} finally {
  await stage.stop();
}
const minutes = ((Date.now() - began) / 60_000).toFixed(1);
const broken = lines.filter((line) => breachesOf(line).length > 0);
console.log(
  `\n${lines.length} faults in ${minutes} minutes on ${machine()}: ` +
    (broken.length === 0 ? "all held." : `${broken.map(({ fault }) => fault.name).join(", ")} did not hold.`),
);
if (given.includes("--write")) writeReadme(lines, minutes);
process.exit(broken.length === 0 ? 0 : 1);
