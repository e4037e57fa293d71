import type { NextApiRequest, NextApiResponse } from "next";
import type { NextRequest } from "next/server";
import NextAuth, { type AuthOptions } from "next-auth";
import { readText } from "@/lib/core/body";
import { invalid } from "@/lib/core/errors";

const largestBody = 16 * 1024;

/**
 * Runs next-auth on a web request. Its own adapter for route handlers reads Next's ambient request; this one needs
 * nothing but its arguments.
 * @param path what follows `/api/auth/`
 */
export async function runNextAuth(
  request: NextRequest,
  path: string[],
  body: Record<string, string>,
  options: AuthOptions,
): Promise<Response> {
  const answer = new CollectedResponse();
  const given = {
    method: request.method,
    headers: Object.fromEntries(request.headers),
    cookies: Object.fromEntries(request.cookies.getAll().map(({ name, value }) => [name, value])),
    query: { ...Object.fromEntries(request.nextUrl.searchParams), nextauth: path },
    body,
  };
  await NextAuth(given as unknown as NextApiRequest, answer as unknown as NextApiResponse, options);
  return answer.toResponse();
}

/** The fields of a form or JSON body; texts only. @throws AppError INVALID naming `body` */
export async function readFields(request: NextRequest): Promise<Record<string, string>> {
  if (request.method !== "POST") return {};
  const text = await readText(request, largestBody);
  const json = request.headers.get("content-type")?.includes("application/json");
  const fields = json ? parseObject(text) : Object.fromEntries(new URLSearchParams(text));
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function parseObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // Told below, as for any other body that is no object.
  }
  throw invalid("body", "not_json");
}

/** What next-auth needs of a Node response. */
class CollectedResponse {
  readonly #headers = new Map<string, string | string[]>();
  #status = 200;
  #body: string | null = null;

  status(code: number): this {
    this.#status = code;
    return this;
  }

  getHeader(name: string) {
    return this.#headers.get(name.toLowerCase());
  }

  setHeader(name: string, value: string | string[]): this {
    this.#headers.set(name.toLowerCase(), value);
    return this;
  }

  json(value: unknown): void {
    this.setHeader("content-type", "application/json");
    this.#body = JSON.stringify(value);
  }

  send(value: unknown): void {
    if (typeof value === "object" && value !== null) this.json(value);
    else this.#body = value === undefined ? null : String(value);
  }

  end(): void {}

  toResponse(): Response {
    const headers = new Headers({ "cache-control": "no-store" });
    for (const [name, value] of this.#headers) {
      for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
    }
    return new Response(this.#body, { status: this.#status, headers });
  }
}
