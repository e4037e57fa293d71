import { requestIdHeader, requestInfo, requireOwnOrigin } from "@/lib/auth/request";
import { countRequest } from "@/lib/metrics/observe";
import { readText } from "./body";
import { type DoorRequest, Reply } from "./door";
import { httpStatus, invalid, publicError } from "./errors";
import type { Unparsed } from "./parse";
import { report } from "./result";

type Handler<P> = (request: DoorRequest, params: P) => Promise<Response | object>;
type Respond<P> = (request: DoorRequest, params: P) => Promise<Response | Reply>;

/** What Next calls. `respond` answers the same without Next. */
export type Route<P> = {
  (request: Request, context: { params: Promise<P> }): Promise<Response>;
  respond: Respond<P>;
};

/**
 * A route handler: maps refusals to a status and `{ error }`, names the request, and caches nothing that doesn't say so.
 * `cookies` says that the caller is known by cookie, so a change must come from an own page.
 */
export function route<P = Record<string, never>>(
  name: string,
  auth: "cookies" | "token",
  handle: Handler<P>,
): Route<P> {
  const respond: Respond<P> = async (request, params) => {
    const { requestId } = requestInfo(request.headers);
    const answer = await attempt(name, async () => {
      if (auth === "cookies" && request.method !== "GET") requireOwnOrigin(request.headers);
      return handle(request, params);
    });
    countRequest(name, answer.status);
    return named(answer, requestId);
  };
  const forNext = async (request: Request, context: { params: Promise<P> }) => {
    const answer = await respond(request, await context.params);
    return answer instanceof Response ? answer : Response.json(answer.body, answer);
  };
  return Object.assign(forNext, { respond });
}

async function attempt(name: string, handle: () => Promise<Response | object>): Promise<Response | Reply> {
  try {
    const answer = await handle();
    return answer instanceof Response || answer instanceof Reply ? answer : new Reply(answer);
  } catch (error) {
    report(name, error);
    const told = publicError(error);
    const refusal = new Reply({ error: told }, httpStatus[told.code]);
    if (told.retryAfter) refusal.headers["retry-after"] = String(told.retryAfter);
    return refusal;
  }
}

function named<A extends Response | Reply>(answer: A, requestId: string): A {
  const headers = { [requestIdHeader]: requestId, "cache-control": "no-store" };
  if (answer instanceof Reply) Object.assign(answer.headers, headers);
  else
    for (const [header, value] of Object.entries(headers))
      if (!answer.headers.has(header)) answer.headers.set(header, value);
  return answer;
}

/**
 * The JSON body of a request.
 * @param mostBytes larger bodies are refused before they are parsed
 * @throws AppError INVALID naming `body`
 */
export async function readJson(request: DoorRequest, mostBytes = 128 * 1024): Promise<unknown> {
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
  request: DoorRequest,
  fromAddress: Record<string, string> = {},
): Promise<Unparsed> {
  const body = await readJson(request);
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw invalid("body", "not_an_object");
  return { ...body, ...fromAddress } as unknown as Unparsed;
}

/** The query string as a query's input: absent parameters are undefined. */
export function searchInput(
  request: DoorRequest,
  names: string[],
  fromAddress: Record<string, string> = {},
): Unparsed {
  const query = new URL(request.url).searchParams;
  const given = names.map((name) => [name, query.get(name) ?? undefined]);
  return { ...Object.fromEntries(given), ...fromAddress } as unknown as Unparsed;
}
