import { defineConfig, devices } from "@playwright/test";

const asRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/fixtures/global-setup.ts",
  outputDir: "test-results",
  // The machine carries the browsers, the app and its database at once.
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  projects: [
    { name: "pages", testIgnore: "faults.spec.ts" },
    // They kill what all others need.
    { name: "faults", testMatch: "faults.spec.ts", dependencies: ["pages"] },
  ],
  use: {
    ...devices["Desktop Chrome"],
    locale: "en-US",
    timezoneId: "Europe/Berlin",
    // Recording is heavy on two cores: for a test that is being looked into, `PLAYWRIGHT_TRACE=1`.
    trace: process.env.PLAYWRIGHT_TRACE ? "retain-on-failure" : "off",
    // Nothing here is about movement.
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.PLAYWRIGHT_CHROMIUM || undefined,
      args: ["--disable-background-networking", "--disable-gpu", ...(asRoot ? ["--no-sandbox"] : [])],
    },
  },
});
