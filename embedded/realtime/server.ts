import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Logger, pino } from "pino";
import type { RealtimeApp } from "./app";
import { Signer } from "./auth";
import { Channels } from "./channels";
import { codes } from "./close-codes";
import { type RealtimeConfig, RealtimeConfigError } from "./config";
import type { Connection } from "./connection";
import { answerApi } from "./http-api";
import { watchConnections } from "./liveness";
import { createMetrics, newCounts } from "./metrics";
import { answerOperator } from "./operator-api";
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
  const state = { closing: false };

  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 15_000, headersTimeout: 10_000 });
  server.on("upgrade", (request, socket, head) => sockets.upgrade(request, socket, head));
  server.on("request", (request, response) => {
    if (state.closing) response.setHeader("connection", "close");
    if (request.url?.startsWith("/apps/")) void answerApi(app, request, response);
    else void answerOperator(app, metrics, state, request, response);
  });

  await listen(server, config);
  // Running out of file handles ends up here: it costs a connection, it need not cost all of them.
  server.on("error", (error) => log.error({ err: error }, "could not accept a connection"));
  const stopWatching = watchConnections(app);

  return {
    port: (server.address() as AddressInfo).port,
    async close({ successorListens = false } = {}) {
      state.closing = true;
      stopWatching();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const code = successorListens ? codes.reconnectNow : codes.overCapacity;
      sockets.close({ code, message: "The server is being restarted" });
      let deadline: NodeJS.Timeout | undefined;
      const tooLate = new Promise<void>((resolve) => {
        deadline = setTimeout(resolve, closeWithinMs);
      });
      await Promise.race([Promise.all([closed, app.webhooks.close()]), tooLate]);
      clearTimeout(deadline);
      server.closeAllConnections();
      metrics.clear();
    },
  };
}

function listen(server: Server, config: RealtimeConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error) => {
      const where = `${config.host}:${config.port}`;
      reject(
        new RealtimeConfigError(`PUSHER_HOST and PUSHER_PORT: cannot listen on ${where} (${error.message}).`),
      );
    };
    server.once("error", refuse);
    server.listen(config.port, config.host, () => {
      server.off("error", refuse);
      resolve();
    });
  });
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
