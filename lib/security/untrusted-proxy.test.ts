import { beforeEach, expect, test, vi } from "vitest";

const lines: string[] = [];
const settings = { TRUSTED_PROXIES: 0 };
vi.mock("@/lib/logger", () => ({ logger: () => ({ warn: (line: string) => lines.push(line) }) }));
vi.mock("@/lib/env", () => ({ env: () => settings }));
const { warnOfUntrustedProxy } = await import("./untrusted-proxy");

beforeEach(() => {
  lines.length = 0;
  settings.TRUSTED_PROXIES = 0;
  delete (globalThis as { flowraToldOfProxy?: boolean }).flowraToldOfProxy;
});
const proxied = { "x-forwarded-for": "203.0.113.9" };

test("a proxy that nobody has named is pointed out once, with the variable to set", () => {
  warnOfUntrustedProxy({ host: "flowra.test" });
  expect(lines).toEqual([]);
  for (let n = 0; n < 100; n++) warnOfUntrustedProxy(proxied);
  expect(lines).toEqual([expect.stringContaining("Set TRUSTED_PROXIES")]);
});

test("one that is named is no news", () => {
  settings.TRUSTED_PROXIES = 1;
  warnOfUntrustedProxy(proxied);
  expect(lines).toEqual([]);
});
