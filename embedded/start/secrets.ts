import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { PlainError } from "../process/plain-error";

const hex = (bytes: number) => randomBytes(bytes).toString("hex");

const makers = {
  AUTH_SECRET: () => hex(32),
  FLOWRA_SECRET_KEY: () => hex(32),
  PUSHER_APP_ID: () => `flowra-${hex(4)}`,
  PUSHER_KEY: () => hex(10),
  PUSHER_SECRET: () => hex(32),
  INNGEST_EVENT_KEY: () => hex(24),
  INNGEST_SIGNING_KEY: () => `signkey-prod-${hex(32)}`,
  RESEND_API_KEY: () => `re_${hex(16)}`,
  MAILBOX_TOKEN: () => hex(16),
  JOBS_ADMIN_TOKEN: () => hex(16),
};

export type Secrets = Record<keyof typeof makers, string>;

/**
 * The installation's own secrets: made at the first start, the same ones ever after. One that a newer version needs is
 * added.
 * @throws PlainError when the file can't be read as what was written, since making new ones would lose data
 */
export function keepSecrets(dataDir: string): Secrets {
  const file = join(dataDir, "secrets.json");
  const known = existsSync(file) ? read(file) : {};
  const missing = Object.entries(makers).filter(([name]) => !known[name]);
  if (missing.length > 0) {
    for (const [name, make] of missing) known[name] = make();
    write(file, known);
  }
  chmodSync(file, 0o600);
  return known as Secrets;
}

function read(file: string): Record<string, string> {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new PlainError(
      `The file ${file} can't be read. Put it back from a backup: without it everybody is signed out and ` +
        "what was encrypted with it stays unreadable.",
    );
  }
}

function write(file: string, secrets: Record<string, string>): void {
  const half = `${file}.new`;
  const handle = openSync(half, "w", 0o600);
  writeSync(handle, `${JSON.stringify(secrets, null, 2)}\n`);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(half, file);
}
