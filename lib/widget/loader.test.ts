import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { GET } from "@/app/widget.js/route";
import { textsFor } from "./texts";

describe("the loader script", () => {
  it("stays below 5 kB gzipped and needs nothing that a strict policy refuses", async () => {
    const script = await (await GET()).text();
    expect(gzipSync(script, { level: 9 }).length).toBeLessThan(5 * 1024);
    expect(script).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|<style/);
    expect(script).not.toMatch(/setAttribute\(\s*"(style|on\w+)"/);
  });

  it("leaks nothing but its one name into the page", async () => {
    const { outputFiles } = await build({
      entryPoints: ["lib/widget/entry.ts"],
      bundle: true,
      write: false,
      format: "iife",
    });
    expect(outputFiles[0]?.text.trimStart()).toMatch(/^"use strict";\s*\(\(\) =>/);
  });

  it("may be loaded by pages of other origins", async () => {
    const { headers } = await GET();
    expect(headers.get("content-type")).toContain("text/javascript");
    expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  });
});

describe("the launcher's language", () => {
  it.each([
    ["ru-RU", "en", "ru"],
    ["RU_ru", "en", "ru"],
    ["en-GB", "ru", "en"],
    ["", "ru", "ru"],
    ["de", "ru", "en"],
    ["", "", "en"],
  ])("page %o, browser %o: %s", (page, browser, expected) => {
    expect(textsFor(page, browser).language).toBe(expected);
  });
});
