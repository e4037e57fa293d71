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

export function table(figures: Figure[]): string {
  const rows = figures.map(({ name, value, unit }) => `| ${name} | ${round(value)} ${unit} |`);
  return ["| Figure | Result |", "| --- | ---: |", ...rows].join("\n");
}

const round = (value: number) =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);
