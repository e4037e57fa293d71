import http from "node:http";
import https from "node:https";
import { reason } from "./log";
import { isSigned, sign } from "./signature";

/** What came of a request to the app. */
export type Answer =
  /** The SDK was not reached, or something else answered. `sent`: it may have begun to work. */
  | { kind: "unreachable"; reason: string; sent: boolean }
  | {
      kind: "answer";
      status: number;
      noRetry: boolean;
      retryAfter?: string;
      requestVersion?: number;
      text: string;
    };

type Request = {
  url: URL;
  method: "POST" | "PUT";
  /** For signed requests in canonical (RFC 8785) form: the SDK canonicalises what it parsed before it checks. */
  body: string;
  headers?: Record<string, string>;
  signingKey?: string;
  timeoutMs: number;
};

const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
const agents = {
  "http:": new http.Agent({ keepAlive: true, maxSockets: 256 }),
  "https:": new https.Agent({ keepAlive: true, maxSockets: 256 }),
};

/** Sends a request to the app's SDK endpoint and checks that it was the SDK that answered. */
export async function callApp(request: Request): Promise<Answer> {
  const headers: Record<string, string> = {
    "content-type": "application/json",
    "x-inngest-server-kind": request.signingKey ? "cloud" : "dev",
    ...request.headers,
  };
  if (request.signingKey) headers["x-inngest-signature"] = sign(request.signingKey, request.body);
  let received = await exchange(
    request,
    headers,
    agents[request.url.protocol === "https:" ? "https:" : "http:"],
  );
  // A kept connection that the app had closed meanwhile says nothing about the app: ask once more on a new one.
  if ("kind" in received && received.stale) received = await exchange(request, headers, false);
  if ("kind" in received) return { kind: "unreachable", reason: received.reason, sent: received.sent };

  const header = (name: string) => {
    const value = received.headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const notOurs = (why: string): Answer => ({ kind: "unreachable", reason: why, sent: false });
  if (received.status === 401) return notOurs("it answers 401: the signing keys differ");
  if (!header("x-inngest-sdk")) return notOurs(`status ${received.status}, and not from the Inngest SDK`);
  if (received.status === 201) return notOurs("it streams its answers: unset INNGEST_STREAMING in the app");
  if (request.signingKey && !isSigned(request.signingKey, received.text, header("x-inngest-signature")))
    return notOurs("its answer is not signed with our key (is INNGEST_DEV set in the app?)");
  const version = Number(header("x-inngest-req-version"));
  return {
    kind: "answer",
    status: received.status,
    noRetry: header("x-inngest-no-retry") === "true",
    retryAfter: header("retry-after"),
    requestVersion: Number.isInteger(version) && version > 0 ? version : undefined,
    text: received.text,
  };
}

type Received = { status: number; headers: http.IncomingHttpHeaders; text: string };
type Failed = Extract<Answer, { kind: "unreachable" }> & { stale: boolean };

/** node:http rather than fetch, which gives up on a step after five minutes without an answer. */
function exchange(
  request: Request,
  headers: Record<string, string>,
  agent: http.Agent | false,
): Promise<Received | Failed> {
  return new Promise((resolve) => {
    const secure = request.url.protocol === "https:";
    const outgoing = (secure ? https : http).request(request.url, {
      method: request.method,
      headers: { ...headers, "content-length": Buffer.byteLength(request.body) },
      agent,
    });
    let connected = false;
    let answered = false;
    const failed = (error: unknown) =>
      resolve({
        kind: "unreachable",
        reason: reason(error) || "connection lost",
        sent: connected,
        stale: outgoing.reusedSocket && !answered && isReset(error),
      });
    outgoing.on("socket", (socket) => {
      if (!socket.connecting) connected = true;
      else socket.once("connect", () => (connected = true));
    });
    outgoing.setTimeout(request.timeoutMs, () =>
      outgoing.destroy(new Error(`no answer within ${request.timeoutMs / 1_000} seconds`)),
    );
    outgoing.on("error", failed);
    outgoing.on("response", (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_ANSWER_BYTES)
          response.destroy(new Error(`its answer is larger than ${MAX_ANSWER_BYTES} bytes`));
        else chunks.push(chunk);
      });
      response.on("error", failed);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    outgoing.end(request.body);
  });
}

const isReset = (error: unknown) => error instanceof Error && "code" in error && error.code === "ECONNRESET";
