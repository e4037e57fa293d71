import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { md5, sameText } from "./auth";
import { HttpError } from "./http-error";

const mostDiscarded = 8 * 1_024 * 1_024;

/**
 * Reads a request's JSON body, up to `limit` bytes.
 * @param bodyMd5 the hash that the request's signature covers
 * @throws HttpError 413 when it is longer, 401 when it is not what was signed, 400 when it isn't JSON
 */
export async function readJson(request: IncomingMessage, limit: number, bodyMd5 = ""): Promise<unknown> {
  const body = await readBody(request, limit);
  if (body.length === 0 && bodyMd5 === "") return {};
  if (!sameText(bodyMd5.toLowerCase(), md5(body))) throw new HttpError(401, "body_md5 is not the body's MD5");
  if (!isUtf8(body)) throw new HttpError(400, "The body is not UTF-8");
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new HttpError(400, "The body is not JSON");
  }
}

/** Lets a request come to its end unread: a client that is cut off while it sends may miss its answer. */
export function discardBody(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > mostDiscarded) resolve();
    });
    request
      .on("end", resolve)
      .on("close", resolve)
      .on("error", () => resolve());
    request.resume();
  });
}

function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLong = () => new HttpError(413, `The body is over ${limit} bytes`);
  if (Number(request.headers["content-length"] ?? 0) > limit) return Promise.reject(tooLong());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        request.pause();
        reject(tooLong());
      } else chunks.push(chunk);
    });
    request.on("end", () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on("close", () => reject(new HttpError(400, "The body ended early")));
    request.on("error", reject);
  });
}
