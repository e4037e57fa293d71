import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { userInfo } from "node:os";
import { PlainError } from "../process/plain-error";

export type Account = { uid: number; gid: number };

const dedicated = "flowra-postgres";

/**
 * The operating system's account that PostgreSQL has to run as: undefined means our own. PostgreSQL refuses to run as
 * root, so root uses the owner of an existing data folder, or else an account made for the purpose.
 * @throws PlainError when root has no such account and can't make one
 */
export function serverAccount(dataDir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(dataDir)) {
    const { uid, gid } = statSync(dataDir);
    if (uid !== 0) return { uid, gid };
  }
  return knownAccount(dedicated) ?? createdAccount() ?? knownAccount("postgres") ?? refuse();
}

/** Whether the account can enter a folder or run a file, asked of the system itself so that every rule counts. */
export function reachableFor(account: Account | undefined, path: string): boolean {
  if (!account) return true;
  const { uid, gid } = account;
  return spawnSync("/bin/sh", ["-c", 'test -x "$1"', "sh", path], { uid, gid, cwd: "/" }).status === 0;
}

function knownAccount(name: string): Account | undefined {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  if (!line) return undefined;
  const [, , uid, gid] = line.split(":");
  return { uid: Number(uid), gid: Number(gid) };
}

function createdAccount(): Account | undefined {
  const ways = [
    ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", dedicated],
    ["adduser", "-S", "-D", "-H", "-s", "/sbin/nologin", dedicated],
  ] as const;
  for (const [command, ...args] of ways) {
    spawnSync(command, args, { stdio: "ignore" });
    // Asked again rather than trusting the exit code: another start may have made it at the same moment.
    const made = knownAccount(dedicated);
    if (made) return made;
  }
  return undefined;
}

function refuse(): never {
  throw new PlainError(
    `PostgreSQL can't run as ${userInfo().username}, and the account "${dedicated}" could not be made. ` +
      `Create it (useradd --system ${dedicated}), start Flowra as an ordinary user, or set DATABASE_URL.`,
  );
}
