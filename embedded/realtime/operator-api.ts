import type { IncomingMessage, ServerResponse } from "node:http";
import type { Registry } from "prom-client";
import type { RealtimeApp } from "./app";
import { sameText } from "./auth";

/** Answers what whoever runs the server asks: its health, and its figures for Prometheus. */
export async function answerOperator(
  app: RealtimeApp,
  metrics: Registry,
  state: { closing: boolean },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const json = { "content-type": "application/json" };
  if (request.url === "/health") {
    const body = { status: state.closing ? "closing" : "ok", connections: app.connections.size };
    response.writeHead(state.closing ? 503 : 200, json).end(JSON.stringify(body));
  } else if (request.url !== "/metrics") {
    response.writeHead(404, json).end('{"error":"No such resource"}');
  } else if (!maySeeMetrics(app, request)) {
    response.writeHead(401, { "www-authenticate": "Bearer" }).end();
  } else {
    try {
      const text = await metrics.metrics();
      response.writeHead(200, { "content-type": metrics.contentType }).end(text);
    } catch (error) {
      app.log.error({ err: error }, "metrics failed");
      response.writeHead(500, json).end('{"error":"Internal error"}');
    }
  }
}

function maySeeMetrics(app: RealtimeApp, request: IncomingMessage): boolean {
  const token = app.config.metricsToken;
  return token === null || sameText(request.headers.authorization ?? "", `Bearer ${token}`);
}
