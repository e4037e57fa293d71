import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Logger, pino } from "pino";
import type { RealtimeApp } from "./app";
import { Signer, sameText } from "./auth";
import { Channels } from "./channels";
import { codes } from "./close-codes";
import { type RealtimeConfig, RealtimeConfigError } from "./config";
import type { Connection } from "./connection";
import { answerApi } from "./http-api";
import { watchConnections } from "./liveness";
import { createMetrics, newCounts } from "./metrics";
import { Sockets } from "./sockets";
import { Users } from "./users";
import { Webhooks } from "./webhooks";

const closeWithinMs = 5_000;

/** A running realtime server. */
export type Realtime = {
  port: number;
  /**
   * Lets requests finish, ends all connections and resolves when everything is closed. Clients are told to come
   * back after a second, or at once when a successor listens already: a refused attempt would cost them much
   * longer.
   */
  close(options?: { successorListens?: boolean }): Promise<void>;
};

/**
 * Starts a server that speaks the Pusher Channels protocol.
 * @throws RealtimeConfigError when it can't listen on the address it was told
 */
export async function startRealtime(config: RealtimeConfig, log: Logger = quietLog()): Promise<Realtime> {
  const app = assemble(config, log);
  const sockets = new Sockets(app);
  const metrics = createMetrics(app);
  let closing = false;

  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 15_000, headersTimeout: 10_000 });
  server.on("upgrade", (request, socket, head) => sockets.upgrade(request, socket, head));
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? "";
    if (closing) response.setHeader("connection", "close");
    if (path.startsWith("/apps/")) void answerApi(app, request, response);
    else if (path === "/health") {
      const body = JSON.stringify({ status: closing ? "closing" : "ok", connections: app.connections.size });
      response.writeHead(closing ? 503 : 200, { "content-type": "application/json" }).end(body);
    } else if (path === "/metrics") void answerMetrics(request, response);
    else response.writeHead(404, { "content-type": "application/json" }).end('{"error":"No such resource"}');
  });

  async function answerMetrics(request: IncomingMessage, response: ServerResponse) {
    const wanted = config.metricsToken;
    if (wanted !== null && !sameText(request.headers.authorization ?? "", `Bearer ${wanted}`)) {
      response.writeHead(401, { "www-authenticate": "Bearer" }).end();
      return;
    }
    response.writeHead(200, { "content-type": metrics.contentType }).end(await metrics.metrics());
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => {
      const where = `${config.host}:${config.port}`;
      reject(
        new RealtimeConfigError(`PUSHER_HOST and PUSHER_PORT: cannot listen on ${where} (${error.message}).`),
      );
    });
    server.listen(config.port, config.host, resolve);
  });
  const stopWatching = watchConnections(app);

  return {
    port: (server.address() as AddressInfo).port,
    async close({ successorListens = false } = {}) {
      closing = true;
      stopWatching();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const code = successorListens ? codes.reconnectNow : codes.overCapacity;
      sockets.close({ code, message: "The server is being restarted" });
      const deadline = setTimeout(() => server.closeAllConnections(), closeWithinMs);
      await Promise.all([closed, app.webhooks.close()]);
      clearTimeout(deadline);
      metrics.clear();
    },
  };
}

function assemble(config: RealtimeConfig, log: Logger): RealtimeApp {
  const counts = newCounts();
  const signer = new Signer(config.key, config.secret);
  const webhooks = new Webhooks(config, signer, counts, log);
  const connections = new Map<string, Connection>();
  return {
    config,
    log,
    signer,
    connections,
    channels: new Channels(webhooks),
    users: new Users(),
    webhooks,
    counts,
  };
}

/** Errors only, to standard error: standard output has just the line that says it is ready. */
const quietLog = () => pino({ name: "realtime", level: "warn" }, pino.destination({ dest: 2, sync: true }));
