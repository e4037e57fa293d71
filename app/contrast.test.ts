import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const css = readFileSync(fileURLToPath(new URL("globals.css", import.meta.url)), "utf8");
const themes = ["light", "dark"] as const;

/** Text on what it stands on: WCAG AA, 4.5 to 1. */
const textPairs: [string, string[]][] = [
  ["text", ["background", "surface", "raised", "sunken", "hover", "selected"]],
  ["muted", ["background", "surface", "raised", "sunken", "hover", "selected"]],
  ["subtle", ["background", "surface", "raised", "sunken", "hover", "selected"]],
  ["accent-text", ["background", "surface", "raised", "hover", "accent-soft"]],
  ["on-accent", ["accent", "accent-hover"]],
  ["on-danger", ["danger", "danger-hover"]],
  ["on-warning", ["warning"]],
  ["on-success", ["success"]],
  ["on-info", ["info"]],
  ["danger-text", ["danger-soft", "background", "surface", "raised"]],
  ["warning-text", ["warning-soft", "background", "surface"]],
  ["success-text", ["success-soft", "background", "surface", "raised"]],
  ["info-text", ["info-soft", "background", "surface"]],
  ["note-text", ["note"]],
  ["note-muted", ["note"]],
  ["text", ["note", "accent-soft"]],
  // Words of code.
  ["accent-text", ["sunken"]],
  ["danger-text", ["sunken"]],
  ["warning-text", ["sunken"]],
  ["success-text", ["sunken"]],
  ["info-text", ["sunken"]],
];

/** Edges and marks one needs to see: 3 to 1. */
const markPairs: [string, string[]][] = [
  ["control", ["surface", "raised", "background"]],
  ["focus", ["surface", "background", "raised", "selected"]],
  ["accent", ["surface", "background"]],
  ["online", ["surface", "background"]],
];

describe.each(themes)("%s theme", (theme) => {
  it.each(expand(textPairs))("%s is readable on %s", (front, back) => {
    expect(contrast(colour(front, theme), colour(back, theme))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(expand(markPairs))("%s stands out from %s", (front, back) => {
    expect(contrast(colour(front, theme), colour(back, theme))).toBeGreaterThanOrEqual(3);
  });
});

function expand(pairs: [string, string[]][]): [string, string][] {
  return pairs.flatMap(([front, backs]) => backs.map((back): [string, string] => [front, back]));
}

function colour(role: string, theme: (typeof themes)[number]): string {
  const value = new RegExp(`--color-${role}:\\s*([^;]+);`).exec(css)?.[1] ?? "";
  const hexes = value.match(/#[0-9a-f]{6}\b/gi);
  if (!hexes) throw new Error(`No colour for ${role}`);
  return (theme === "dark" ? hexes[1] : undefined) ?? hexes[0]!;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
