/** One figure of a measurement, ready to be printed. */
export type Figure = { name: string; value: number; unit: string };

/** The p50, p95 and p99 of some durations in milliseconds. */
export function percentiles(name: string, durations: number[]): Figure[] {
  const sorted = [...durations].sort((a, b) => a - b);
  return [50, 95, 99].map((p) => ({
    name: `${name}, p${p}`,
    value: sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))] ?? Number.NaN,
    unit: "ms",
  }));
}

/** A line for each thing that was measured, with its times beside it. */
export function table(figures: Figure[]): string {
  const lines = new Map<string, { value: string; times: Map<string, string> }>();
  for (const { name, value, unit } of figures) {
    const [, thing, percentile] = /^(.*?)(?:[,:] (p50|p95|p99))?$/.exec(name)!;
    const line = lines.get(thing!) ?? { value: "", times: new Map() };
    if (percentile) line.times.set(percentile, `${round(value)} ${unit}`);
    else line.value = `${round(value)} ${unit}`;
    lines.set(thing!, line);
  }
  const rows = [...lines].map(
    ([thing, { value, times }]) =>
      `| ${[thing, value, times.get("p50"), times.get("p95"), times.get("p99")].map((cell) => cell ?? "").join(" | ")} |`,
  );
  return ["| What | Result | p50 | p95 | p99 |", "| --- | ---: | ---: | ---: | ---: |", ...rows].join("\n");
}

const round = (value: number) =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);
