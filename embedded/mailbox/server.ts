import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ZodError } from "zod";
import { PlainError } from "../process/plain-error";
import type { MailboxConfig } from "./config";
import { Faults } from "./faults";
import { ResendError } from "./mail";
import { answerReader } from "./reading";
import { answerResend } from "./resend-api";
import { MailStore } from "./store";

export type Mailbox = { url: string; port: number; close(): Promise<void> };

const mostBytes = 40 * 1024 * 1024;

/**
 * Takes in what the Resend SDK sends, and shows it.
 * @throws PlainError when the port is taken or the folder can't be used
 */
export async function startMailbox(config: MailboxConfig): Promise<Mailbox> {
  const context = { config, store: openStore(config), faults: new Faults() };
  const server = createServer((request, response) => {
    answer(request, response, context).catch((error) => fail(response, error));
  });
  await new Promise<void>((settle, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        new PlainError(
          error.code === "EADDRINUSE"
            ? `The mailbox cannot start. Port ${config.port} (MAILBOX_PORT) is taken by another program.`
            : `The mailbox cannot start. ${error.message}`,
        ),
      ),
    );
    server.listen(config.port, config.host, settle);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${port}`,
    port,
    close: () =>
      new Promise((settle) => {
        server.close(() => settle());
        server.closeAllConnections();
      }),
  };
}

export type MailboxContext = { config: MailboxConfig; store: MailStore; faults: Faults };

function openStore(config: MailboxConfig): MailStore {
  try {
    return new MailStore(config.dataDir, config.keep);
  } catch (error) {
    throw new PlainError(
      `The mailbox cannot start. No rights to its folder ${config.dataDir} (MAILBOX_DATA): ${(error as Error).message}`,
    );
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  context: MailboxContext,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://mailbox");
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "no-referrer");
  if (url.pathname === "/health") return sendJson(response, 200, { status: "ok" });
  const asked = {
    method: request.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: () => readBody(request),
  };
  if (url.pathname === "/emails" || url.pathname.startsWith("/emails/")) {
    const { store, faults, config } = context;
    return sendJson(response, 200, await answerResend(asked, { store, faults, apiKey: config.apiKey }));
  }
  const nonce = randomBytes(16).toString("base64");
  const { status, headers, content } = await answerReader(asked, context, nonce);
  response.writeHead(status, { "cache-control": "no-store", ...headers });
  response.end(content);
}

function fail(response: ServerResponse, error: unknown): void {
  if (error instanceof ResendError) {
    for (const [name, value] of Object.entries(error.headers)) response.setHeader(name, value);
    const { statusCode, code, message } = error;
    sendJson(response, statusCode, { statusCode, name: code, message });
    return;
  }
  if (error instanceof ZodError) {
    const message = error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("; ");
    sendJson(response, 422, { statusCode: 422, name: "validation_error", message });
    return;
  }
  console.error(error);
  sendJson(response, 500, { statusCode: 500, name: "application_error", message: "The mailbox has failed." });
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end(JSON.stringify(value));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) {
      throw new ResendError(
        413,
        "validation_error",
        "The email, its attachments included, must not exceed 40 MB.",
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
