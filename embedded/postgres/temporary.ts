import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../process/alive";
import { guardTemporaryFolder, releaseTemporaryFolder } from "../process/guard";
import { type PostgresServer, startPostgres } from "./server";

const prefix = "flowra-postgres-";

/**
 * A PostgreSQL of its own for tests, in the system's temporary folder, gone when it is stopped or this process ends.
 * What killed runs left there is removed too.
 */
export async function startTemporaryPostgres(): Promise<Pick<PostgresServer, "url" | "adminUrl" | "stop">> {
  removeLeftovers();
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  guardTemporaryFolder(folder);
  // As root the server runs under another account, which has to get in.
  chmodSync(folder, 0o711);
  const server = await startPostgres({ dataDir: join(folder, "data"), disposable: true });
  return {
    url: server.url,
    adminUrl: server.adminUrl,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      releaseTemporaryFolder(folder);
    },
  };
}

function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = name.startsWith(prefix) && Number(name.slice(prefix.length).split("-")[0]);
    if (!owner || isAlive(owner)) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another account's run: not ours to remove.
    }
  }
}
