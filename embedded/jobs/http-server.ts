import http from "node:http";
import { answerAdmin } from "./admin/router";
import type { Engine } from "./engine";
import { receiveEvents } from "./event-api";
import { sendJson } from "./http-body";
import { reason } from "./log";
import { metrics } from "./metrics";
import { sameText, signingKeyHash } from "./signature";
import type { Synchroniser } from "./sync";

/** Everything the executor answers over HTTP. */
export function createHttpServer(engine: Engine, sync: Synchroniser): http.Server {
  const server = http.createServer((request, response) => {
    // While it shuts down, a connection that is kept open would be asked again and again.
    if (!server.listening) response.setHeader("connection", "close");
    route(engine, sync, request, response).catch((error) => {
      engine.log("request failed", { path: request.url, reason: reason(error) });
      if (response.headersSent) response.destroy();
      else
        sendJson(response, 503, {
          ids: [],
          status: 503,
          error: "the jobs executor cannot do this right now",
        });
    });
  });
  server.requestTimeout = 30_000;
  return server;
}

async function route(
  engine: Engine,
  sync: Synchroniser,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  if (!URL.canParse(request.url ?? "/", "http://executor"))
    return sendJson(response, 400, { status: 400, error: "The address cannot be read." });
  const { pathname } = new URL(request.url ?? "/", "http://executor");
  const eventKey = /^\/e\/([^/]+)\/?$/.exec(pathname)?.[1];
  if (eventKey && request.method === "POST")
    return receiveEvents(engine, request, response, decode(eventKey));
  if (pathname === "/fn/register" && request.method === "POST")
    return register(engine, sync, request, response);
  if (pathname === "/health") return health(engine, response);
  if (pathname === "/metrics") {
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4" });
    response.end(await metrics(engine));
    return;
  }
  if (pathname === "/" || pathname === "/runs" || pathname.startsWith("/runs/"))
    return answerAdmin(engine, sync, request, response);
  sendJson(response, 404, { status: 404, error: "There is nothing here." });
}

/**
 * The app says that it has changed. What it says is not taken from the request but asked from the configured
 * endpoints: a request from anywhere must not decide which addresses we call.
 */
async function register(
  engine: Engine,
  sync: Synchroniser,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  request.resume();
  const { signingKey } = engine.config;
  const token = (request.headers.authorization ?? "").replace(/^Bearer /, "");
  if (signingKey && !sameText(token, signingKeyHash(signingKey)))
    return sendJson(response, 401, { status: 401, error: "The signing key is wrong." });
  try {
    const modified = await sync.syncAll();
    sendJson(response, 200, { status: 200, ok: true, modified });
  } catch (error) {
    sendJson(response, 400, { status: 400, error: reason(error), modified: false });
  }
}

async function health(engine: Engine, response: http.ServerResponse): Promise<void> {
  try {
    await engine.sql`select 1`;
    sendJson(response, 200, { status: 200, message: "OK", functions: engine.registry.all().length });
  } catch {
    sendJson(response, 503, { status: 503, message: "Postgres cannot be reached." });
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
