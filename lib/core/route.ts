import { requestIdHeader, requestInfo, requireOwnOrigin } from "@/lib/auth/request";
import { countRequest } from "@/lib/metrics/observe";
import { readText } from "./body";
import { httpStatus, invalid, publicError } from "./errors";
import type { Unparsed } from "./parse";
import { report } from "./result";

type Handler<P> = (request: Request, params: P) => Promise<Response | object>;

/**
 * A route handler: maps refusals to a status and `{ error }`, names the request, and caches nothing that doesn't say so.
 * `cookies` says that the caller is known by cookie, so a change must come from an own page.
 */
export function route<P = Record<string, never>>(
  name: string,
  auth: "cookies" | "token",
  handle: Handler<P>,
) {
  return async (request: Request, context: { params: Promise<P> }): Promise<Response> => {
    const { requestId } = requestInfo(request.headers);
    const headers: Record<string, string> = { [requestIdHeader]: requestId, "cache-control": "no-store" };
    try {
      if (auth === "cookies" && request.method !== "GET") requireOwnOrigin(request.headers);
      const answer = await handle(request, await context.params);
      const response = answer instanceof Response ? answer : Response.json(answer);
      for (const [header, value] of Object.entries(headers)) {
        if (!response.headers.has(header)) response.headers.set(header, value);
      }
      countRequest(name, response.status);
      return response;
    } catch (error) {
      report(name, error);
      const told = publicError(error);
      if (told.retryAfter) headers["retry-after"] = String(told.retryAfter);
      countRequest(name, httpStatus[told.code]);
      return Response.json({ error: told }, { status: httpStatus[told.code], headers });
    }
  };
}

/**
 * The JSON body of a request.
 * @param mostBytes larger bodies are refused before they are parsed
 * @throws AppError INVALID naming `body`
 */
export async function readJson(request: Request, mostBytes = 128 * 1024): Promise<unknown> {
  const text = await readText(request, mostBytes);
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("body", "not_json");
  }
}

/**
 * The JSON object of a request as a command's input, with what the address says on top.
 * @throws AppError INVALID naming `body`
 */
export async function readInput(
  request: Request,
  fromAddress: Record<string, string> = {},
): Promise<Unparsed> {
  const body = await readJson(request);
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw invalid("body", "not_an_object");
  return { ...body, ...fromAddress } as unknown as Unparsed;
}

/** The query string as a query's input: absent parameters are undefined. */
export function searchInput(
  request: Request,
  names: string[],
  fromAddress: Record<string, string> = {},
): Unparsed {
  const query = new URL(request.url).searchParams;
  const given = names.map((name) => [name, query.get(name) ?? undefined]);
  return { ...Object.fromEntries(given), ...fromAddress } as unknown as Unparsed;
}
