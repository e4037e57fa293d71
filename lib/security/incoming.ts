/**
 * The status with which a request is refused before anything reads it, or null. These are what Next answers as its own
 * failure: an address whose escapes make no text, and a method that web requests can't have.
 */
export function refusalOf({ method, url }: { method?: string; url?: string }): 400 | 405 | null {
  if (method === "TRACE" || method === "TRACK" || method === "CONNECT") return 405;
  try {
    decodeURIComponent((url ?? "/").split("?")[0]!);
    return null;
  } catch {
    return 400;
  }
}

/**
 * Makes the answer to an action's call that Next can't read a refusal instead of a failure. Our actions themselves tell
 * all that goes wrong in them as values (`settle`), so a 500 can only mean the call.
 */
export function refuseUnreadable(
  { headers }: { headers: Record<string, unknown> },
  response: { statusCode: number },
): void {
  if (headers["next-action"] === undefined) return;
  let status = response.statusCode;
  Object.defineProperty(response, "statusCode", {
    get: () => status,
    set: (code: number) => {
      status = code === 500 ? 400 : code;
    },
  });
}

/** Set by the server's start-up code when a proxy says that it speaks for somebody; Next says so of every request. */
export const proxiedHeader = "x-flowra-proxied";

export const isProxied = (headers: Record<string, unknown>): boolean =>
  ["x-forwarded-for", "forwarded", "via"].some((name) => headers[name] !== undefined);
