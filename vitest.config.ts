import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "");
const alias = [
  { find: /^@\//, replacement: `${root}/` },
  // Next guards server modules with this package; under test there is no client bundle to guard.
  { find: /^server-only$/, replacement: `${root}/node_modules/server-only/empty.js` },
];
const replaces = /\bvi\.(mock|resetModules|stubEnv|stubGlobal)\(|\bprocess\.env(, |\.\w+ = |\[\w+\] = )/;
const exclude = ["**/node_modules/**", "**/.next*/**", "**/.flowra/**", "e2e/**"];

/**
 * Files share a process, which takes a third of the time; not so those that put something else in the place of modules
 * or of the environment, which would stay for the next one.
 */
const apart = readdirSync(root, { withFileTypes: true })
  .filter(({ name }) => !/^(node_modules|\.|e2e|public)/.test(name))
  .flatMap((entry) =>
    entry.isDirectory()
      ? readdirSync(`${root}/${entry.name}`, { recursive: true }).map((path) => `${entry.name}/${path}`)
      : [entry.name],
  )
  .filter((path) => /\.test\.tsx?$/.test(path) && replaces.test(readFileSync(`${root}/${path}`, "utf8")));

const unit = {
  include: ["**/*.test.{ts,tsx}"],
  testTimeout: 30_000,
  exclude: [...exclude, "**/*.db.test.ts", "**/*.contract.test.ts"],
};
const db = {
  include: ["**/*.db.test.ts"],
  exclude,
  globalSetup: ["db/testing/global-setup.ts"],
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    // Much of a test is waiting: on two cores two files at a time take three quarters of the time of one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        resolve: { alias },
        test: { ...unit, name: "unit", isolate: false, exclude: [...unit.exclude, ...apart] },
      },
      { resolve: { alias }, test: { ...unit, name: "unit-apart", include: apart } },
      { resolve: { alias }, test: { ...db, name: "db", isolate: false, exclude: [...exclude, ...apart] } },
      {
        resolve: { alias },
        test: { ...db, name: "db-apart", include: apart.filter((path) => path.endsWith(".db.test.ts")) },
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
