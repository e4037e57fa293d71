import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { isAlive } from "./alive";
import { PlainError } from "./plain-error";

const prefix = "flowra-ports-";
const claims = join(tmpdir(), prefix + userInfo().uid);

/**
 * A port to listen on: the configured one, or else a free one from the usual one upwards. Two starts at the same
 * moment get different ones.
 * @param configured the variable that names the port, for the message
 * @throws PlainError when the configured one is taken
 */
export async function choosePort(
  usual: number,
  configured: { name: string; value: number | undefined },
  host = "127.0.0.1",
): Promise<number> {
  if (configured.value !== undefined) {
    if (await isFree(configured.value, host)) return configured.value;
    throw new PlainError(
      `Port ${configured.value}, configured by ${configured.name}, is taken by another program. ` +
        `Stop that program or set ${configured.name} to another port.`,
    );
  }
  for (let port = usual; port < usual + 200; port += 1) {
    if ((await isFree(port, host)) && claim(port)) return port;
  }
  throw new PlainError(
    `No port between ${usual} and ${usual + 199} is free. Set ${configured.name} to one that is.`,
  );
}

async function isFree(port: number, host: string): Promise<boolean> {
  // A port may be taken on one address only, and connecting to "localhost" may pick any of them.
  for (const address of new Set([host, "127.0.0.1", "0.0.0.0", "::1", "::"])) {
    const code = await tryListen(port, address);
    if (code === "EADDRINUSE" || code === "EACCES") return false;
  }
  return true;
}

function tryListen(port: number, host: string): Promise<string | undefined> {
  return new Promise((settle) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => settle(error.code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => settle(undefined)));
  });
}

/**
 * Between choosing a port and listening on it, which a build may take minutes, another start may choose it too; a small
 * file settles who was first. Each account has a folder of its own and looks into those of the others: of two accounts
 * at the same moment neither takes the port.
 */
function claim(port: number): boolean {
  mkdirSync(claims, { recursive: true });
  const file = join(claims, String(port));
  if (!claimOwn(file)) return false;
  // Others must be able to read it, whatever this account hides of its files by default.
  chmodSync(claims, 0o755);
  chmodSync(file, 0o644);
  const others = readdirSync(tmpdir()).filter((name) => name.startsWith(prefix));
  const taken = others.some((name) => {
    const owner = claimant(join(tmpdir(), name, String(port)));
    return owner > 0 && owner !== process.pid && isAlive(owner);
  });
  if (taken) rmSync(file, { force: true });
  return !taken;
}

function claimOwn(file: string): boolean {
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") return true;
      const owner = claimant(file);
      if (owner > 0 && owner !== process.pid && isAlive(owner)) return false;
      rmSync(file, { force: true });
    }
  }
}

function claimant(file: string): number {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return 0;
  }
}
