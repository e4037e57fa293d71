import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { DoorRequest, Reply } from "@/lib/core/door";
import type { Route } from "@/lib/core/route";
import { logger } from "@/lib/logger";
import { commonSecurityHeaders } from "@/lib/security/headers";

/*
 * Doors that are answered before Next sees the request. They are the same route handlers behind the same addresses;
 * what is left out is what Next does around any handler, which costs more than most of what these do.
 */

/** The handlers of a `route.ts`, by method. */
// biome-ignore lint/suspicious/noExplicitAny: each handler has parameters of its own, which its address gives
export type DirectDoor = { address: RegExp; methods: Partial<Record<string, Route<any>>> };

/** @param path as Next names it by folders: `/api/chats/[chatId]/messages` */
export function directDoor(path: string, methods: DirectDoor["methods"]): DirectDoor {
  // Only plain characters: what has to be unescaped first is left to Next.
  const pattern = path.replace(/\[(\w+)\]/g, "(?<$1>[\\w-]+)");
  return { address: new RegExp(`^${pattern}(?:\\?|$)`), methods };
}

/** Answers a request if one of these doors is meant. @returns whether it was */
export function answerDirectly(
  doors: readonly DirectDoor[],
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  for (const { address, methods } of doors) {
    const found = address.exec(request.url ?? "");
    if (!found) continue;
    const door = methods[request.method ?? ""];
    if (!door) return false;
    door
      .respond(new DirectRequest(request), { ...found.groups })
      .then((answer) => send(request, response, answer))
      .catch((error) => {
        logger().error({ err: error }, "a request could not be answered");
        response.destroy();
      });
    return true;
  }
  return false;
}

class DirectRequest implements DoorRequest {
  readonly headers: DoorRequest["headers"];

  constructor(private readonly incoming: IncomingMessage) {
    this.headers = {
      get: (name) => {
        const value = incoming.headers[name.toLowerCase()];
        return (Array.isArray(value) ? value.join(", ") : value) ?? null;
      },
    };
  }

  get method(): string {
    return this.incoming.method ?? "GET";
  }

  get url(): string {
    return `http://${this.incoming.headers.host ?? "localhost"}${this.incoming.url}`;
  }

  get body(): AsyncIterable<Uint8Array> {
    return this.incoming;
  }
}

/** Shorter answers gain nothing. */
const worthZipping = 1_024;
const zip = promisify(gzip);

async function send(request: IncomingMessage, response: ServerResponse, answer: Response | Reply) {
  if (answer instanceof Response) {
    const body = Buffer.from(await answer.arrayBuffer());
    return finish(response, answer.status, Object.fromEntries(answer.headers), body);
  }
  const text = JSON.stringify(answer.body);
  const headers: Record<string, string> = { "content-type": "application/json", ...answer.headers };
  if (text.length < worthZipping) return finish(response, answer.status, headers, text);
  headers.vary = "accept-encoding";
  if (!/\bgzip\b/.test(String(request.headers["accept-encoding"] ?? "")))
    return finish(response, answer.status, headers, text);
  headers["content-encoding"] = "gzip";
  finish(response, answer.status, headers, await zip(text));
}

function finish(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string | Buffer,
) {
  const all = { ...commonSecurityHeaders, ...headers, "content-length": String(Buffer.byteLength(body)) };
  // Who is still sending what nobody reads is not kept.
  if (!response.req.complete) Object.assign(all, { connection: "close" });
  response.writeHead(status, all).end(body);
}
