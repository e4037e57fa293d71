import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "");
const alias = [
  { find: /^@\//, replacement: `${root}/` },
  // Next guards server modules with this package; under test there is no client bundle to guard.
  { find: /^server-only$/, replacement: `${root}/node_modules/server-only/empty.js` },
];
const exclude = ["**/node_modules/**", "**/.next*/**", "**/.flowra/**", "e2e/**"];

export default defineConfig({
  test: {
    // Much of a test is waiting: on two cores two files at a time take three quarters of the time of one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          testTimeout: 30_000,
          exclude: [...exclude, "**/*.db.test.ts", "**/*.contract.test.ts"],
        },
      },
      {
        resolve: { alias },
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude,
          globalSetup: ["db/testing/global-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "contract",
          include: ["**/*.contract.test.ts"],
          exclude,
          globalSetup: ["db/testing/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
