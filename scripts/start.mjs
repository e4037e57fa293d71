import { fileURLToPath } from "node:url";
import { installIfChanged } from "./install.mjs";

const began = Date.now();
const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");
const unknown = process.argv.slice(2).filter((argument) => argument !== "--dev");
if (unknown.length > 0) {
  console.error(
    `Unknown option ${unknown[0]}. There is "npm start" and "npm run dev"; all else is set by variables.`,
  );
  process.exit(1);
}
process.chdir(root);
await installIfChanged(root);

// Only now: these are packages.
const { register } = await import("tsx/esm/api");
register();
const { main } = await import("../embedded/start/main.ts");
await main(root, { dev: process.argv.includes("--dev"), began });
