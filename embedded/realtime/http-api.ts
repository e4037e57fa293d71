import type { IncomingMessage, ServerResponse } from "node:http";
import type { RealtimeApp } from "./app";
import { describeChannel, listChannels, listMembers } from "./channels-api";
import { codes } from "./close-codes";
import { longestBody, publishBatch, publishEvent } from "./events-api";
import { discardBody, readJson } from "./http-body";
import { HttpError } from "./http-error";
import { checkSignature, parseTarget, type Target } from "./http-signature";
import { isUserId } from "./names";

/** Answers a request under /apps: for the app's server, signed with its secret. */
export async function answerApi(
  app: RealtimeApp,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  app.counts.httpRequests += 1;
  try {
    answer(response, 200, await handle(app, request));
  } catch (error) {
    app.counts.httpRequestsRefused += 1;
    if (!(error instanceof HttpError)) app.log.error({ err: error }, "request failed");
    const { status, message } =
      error instanceof HttpError ? error : { status: 500, message: "Internal error" };
    await discardBody(request);
    if (!request.complete) response.setHeader("connection", "close");
    answer(response, status, { error: message });
  }
}

async function handle(app: RealtimeApp, request: IncomingMessage): Promise<object> {
  const target = parseTarget(request.url ?? "");
  const method = request.method ?? "";
  const [, , appId, ...rest] = target.rawPath.split("/").map(decodeURIComponent);
  if (appId !== app.config.appId) throw new HttpError(404, "No such app");
  checkSignature(app.signer, method, target);
  if (app.config.disabled) throw new HttpError(403, "The app is disabled");
  if (method === "POST") {
    const act = writing(app, rest);
    return act(await readJson(request, longestBody(app.config.maxEventBytes), target.query.get("body_md5")));
  }
  if (method === "GET") return reading(app, rest, target);
  throw new HttpError(405, "Use GET or POST");
}

function writing(app: RealtimeApp, [collection, id, verb, ...more]: string[]): (body: unknown) => object {
  if (id === undefined) {
    if (collection === "events") return (body) => publishEvent(app, body);
    if (collection === "batch_events") return (body) => publishBatch(app, body);
  }
  if (collection === "users" && id !== undefined && verb === "terminate_connections" && more.length === 0) {
    return () => terminateConnections(app, id);
  }
  throw notFound();
}

function reading(app: RealtimeApp, [collection, name, detail, ...more]: string[], { query }: Target): object {
  if (collection !== "channels" || more.length > 0) throw notFound();
  if (name === undefined) return listChannels(app, query);
  if (detail === undefined) return describeChannel(app, name, query);
  if (detail === "users") return listMembers(app, name);
  throw notFound();
}

function terminateConnections(app: RealtimeApp, userId: string): object {
  if (!isUserId(userId)) throw new HttpError(400, "Not a user id");
  for (const connection of app.users.connectionsOf(userId)) {
    connection.close(codes.unauthorized, "Connection terminated by the app");
  }
  return {};
}

const notFound = () => new HttpError(404, "No such resource");

function answer(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}
