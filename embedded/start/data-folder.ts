import { createHash } from "node:crypto";
import { accessSync, chmodSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { reachableFor, serverAccount } from "../postgres/account";
import { PlainError } from "../process/plain-error";
import type { StartConfig } from "./config";

/**
 * The folder that holds everything Flowra keeps: `.flowra` in the checkout unless configured. As root with a checkout
 * in a closed home it is one in /var/lib instead, since PostgreSQL, which never runs as root, couldn't get in.
 * @throws PlainError that names a folder without rights
 */
export function openDataFolder(root: string, config: StartConfig): string {
  const folder = config.FLOWRA_DATA ? resolve(root, config.FLOWRA_DATA) : usualFolder(root, config);
  const made = !existsSync(folder);
  try {
    makeFolder(folder);
    // Others may pass through to what is theirs (PostgreSQL's account to its data), and not look around.
    if (made) chmodSync(folder, 0o711);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new PlainError(
      code === "EEXIST" || code === "ENOTDIR"
        ? `FLOWRA_DATA names ${folder}, which is not a folder.`
        : `No rights to the data folder ${folder} (${code}). Give them to this account, or set FLOWRA_DATA to another folder.`,
    );
  }
  return folder;
}

/** One after the other: asked for all at once, Node tries for ever where the system has no folders to give (/proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(), { code: "ENOTDIR" });
    return;
  }
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function usualFolder(root: string, config: StartConfig): string {
  const inCheckout = join(root, ".flowra");
  if (config.DATABASE_URL || process.getuid?.() !== 0) return inCheckout;
  if (reachableFor(serverAccount(join(inCheckout, "postgres")), root)) return inCheckout;
  return `/var/lib/flowra-${createHash("sha256").update(root).digest("hex").slice(0, 8)}`;
}
