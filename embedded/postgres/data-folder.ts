import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { isAlive } from "../process/alive";
import { PlainError } from "../process/plain-error";
import { type Account, reachableFor } from "./account";
import type { Binaries } from "./binaries";
import { serverEnvironment } from "./config";

/** The one whose data folders the programs from npm can open. */
const majorVersion = "18";
const passwordFile = "flowra-password";

/**
 * Makes the data folder at the first start and checks it at later ones.
 * @param say told what was healed
 * @returns the password of PostgreSQL's superuser, kept in the folder
 * @throws PlainError that names the folder and what is wrong with it
 */
export function prepareDataFolder(
  dataDir: string,
  binaries: Binaries,
  account: Account | undefined,
  say: (line: string) => void,
): string {
  demandReach(dataDir, account);
  removeHalfMade(dataDir);
  setAsideWreck(dataDir, say);
  if (!existsSync(join(dataDir, "PG_VERSION"))) create(dataDir, binaries, account);
  demandVersion(dataDir);
  return readFileSync(join(dataDir, passwordFile), "utf8").trim();
}

function demandReach(dataDir: string, account: Account | undefined): void {
  const parent = dirname(dataDir);
  try {
    mkdirSync(parent, { recursive: true });
    const nearest = existsSync(dataDir) ? dataDir : parent;
    accessSync(nearest, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" || code === "ENOTDIR") {
      throw new PlainError(`PostgreSQL's data folder can't be ${dataDir}: ${parent} is not a folder.`);
    }
    throw new PlainError(
      `No rights to the data folder ${dataDir} (${code}). Give them to this account, or set FLOWRA_DATA to a folder of its own.`,
    );
  }
  if (!reachableFor(account, parent)) {
    throw new PlainError(
      `The folder ${parent} is closed to the account that has to run PostgreSQL (user id ${account?.uid}). ` +
        "Set FLOWRA_DATA to a folder outside of a closed home, for example /var/lib/flowra.",
    );
  }
}

/** Folders of ours in which initdb was interrupted: no server ever ran on them. */
function removeHalfMade(dataDir: string): void {
  for (const name of readdirSync(dirname(dataDir))) {
    const owner = name.startsWith(`${basename(dataDir)}.new-`) && Number(name.split("-").pop());
    if (owner && !isAlive(owner)) rmSync(join(dirname(dataDir), name), { recursive: true, force: true });
  }
}

/** Without its control file a folder can't be opened by any PostgreSQL; it is kept for whoever wants to look. */
function setAsideWreck(dataDir: string, say: (line: string) => void): void {
  if (!existsSync(dataDir)) return;
  if (existsSync(join(dataDir, "global/pg_control"))) return;
  if (readdirSync(dataDir).length === 0) {
    rmdirSync(dataDir);
    return;
  }
  const aside = `${dataDir}.broken-${new Date().toISOString().replace(/[:.]/g, "-")}`;
  renameSync(dataDir, aside);
  say(`The data folder ${dataDir} was incomplete; it is kept as ${aside}, and a new one is made.`);
}

function create(dataDir: string, binaries: Binaries, account: Account | undefined): void {
  const half = `${dataDir}.new-${process.pid}`;
  rmSync(half, { recursive: true, force: true });
  const problems: string[] = [];
  // Word boundaries in text search follow the system's character types; not every system has every name.
  for (const characters of ["C.UTF-8", "en_US.UTF-8", "C"]) {
    const password = randomBytes(24).toString("hex");
    mkdirSync(half, { mode: 0o700 });
    const pwfile = `${half}.password`;
    writeFileSync(pwfile, password, { mode: 0o600 });
    if (account) for (const path of [half, pwfile]) chownSync(path, account.uid, account.gid);
    const result = spawnSync(
      binaries.initdb,
      [
        ["--pgdata", half],
        ["--username", "postgres"],
        ["--pwfile", pwfile],
        ["--auth", "scram-sha-256"],
        ["--encoding", "UTF8"],
        ["--locale", "C"],
        ["--lc-ctype", characters],
        ["--locale-provider", "builtin"],
        ["--builtin-locale", "C.UTF-8"],
        ["--no-sync", "--no-instructions"],
      ].flat(),
      { ...account, cwd: "/", encoding: "utf8", env: serverEnvironment() },
    );
    rmSync(pwfile, { force: true });
    if (result.status === 0) {
      const kept = join(half, passwordFile);
      writeFileSync(kept, `${password}\n`, { mode: 0o600 });
      if (account) chownSync(kept, account.uid, account.gid);
      renameSync(half, dataDir);
      return;
    }
    problems.push(result.stderr?.trim() || result.error?.message || `signal ${result.signal}`);
    rmSync(half, { recursive: true, force: true });
  }
  throw new PlainError(`PostgreSQL could not make the data folder ${dataDir}: ${problems.at(-1)}`);
}

function demandVersion(dataDir: string): void {
  const version = readFileSync(join(dataDir, "PG_VERSION"), "utf8").trim();
  if (version !== majorVersion) {
    throw new PlainError(
      `The data folder ${dataDir} belongs to PostgreSQL ${version}, and this Flowra runs PostgreSQL ${majorVersion}. ` +
        "Start the Flowra that made it and restore its backup here, or set FLOWRA_DATA to another folder.",
    );
  }
  if (!existsSync(join(dataDir, passwordFile))) {
    throw new PlainError(
      `The data folder ${dataDir} was not made by Flowra: its file ${passwordFile} is missing. ` +
        "Put the file back, or start that database yourself and set DATABASE_URL.",
    );
  }
  // PostgreSQL refuses a folder that others may enter, which a careless copy easily produces.
  chmodSync(dataDir, 0o700);
}
