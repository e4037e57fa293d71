import { setTimeout as pause } from "node:timers/promises";
import { type PostgresOptions, type PostgresServer, startPostgres } from "../postgres/server";

/**
 * PostgreSQL, started again on the same port whenever it ends by itself.
 * @throws PlainError when the first start fails
 */
export async function keepPostgres(
  options: PostgresOptions,
  log: (line: string) => void,
): Promise<Pick<PostgresServer, "url" | "adminUrl" | "port" | "stop"> & { pid(): number }> {
  const stopping = new AbortController();
  let server = await startPostgres(options);
  const { url, adminUrl, port } = server;
  let restarting = Promise.resolve();

  const watch = () => server.onExit((reason) => (restarting = restart(reason)));
  const restart = async (reason: string) => {
    for (let delay = 250; !stopping.signal.aborted; delay = Math.min(delay * 2, 10_000)) {
      log(`ended (${reason}); starting it again in ${delay} ms`);
      await pause(delay, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      try {
        server = await startPostgres({ ...options, port });
        watch();
        return;
      } catch (error) {
        reason = (error as Error).message;
      }
    }
  };
  watch();
  return {
    url,
    adminUrl,
    port,
    pid: () => server.pid,
    async stop() {
      stopping.abort();
      await restarting;
      await server.stop();
    },
  };
}
