import { type Signer, sameText } from "./auth";
import { HttpError } from "./http-error";

const clockMayDifferBySeconds = 600;

/** A request's target, taken apart once. Paths and values are as they were before they were escaped. */
export type Target = { rawPath: string; path: string; query: Map<string, string> };

/**
 * Takes a request's URL apart.
 * @throws HttpError 400 for escapes that mean nothing and for a parameter given twice
 */
export function parseTarget(url: string): Target {
  const mark = url.indexOf("?");
  const rawPath = mark < 0 ? url : url.slice(0, mark);
  const query = new Map<string, string>();
  try {
    for (const pair of mark < 0 ? [] : url.slice(mark + 1).split("&")) {
      if (pair === "") continue;
      const equals = pair.indexOf("=");
      const key = decodeURIComponent(equals < 0 ? pair : pair.slice(0, equals)).toLowerCase();
      if (query.has(key)) throw new HttpError(400, `${key} is given twice`);
      query.set(key, equals < 0 ? "" : decodeURIComponent(pair.slice(equals + 1)));
    }
    return { rawPath, path: decodeURIComponent(rawPath), query };
  } catch (error) {
    throw error instanceof HttpError
      ? error
      : new HttpError(400, "The address has an escape that means nothing");
  }
}

/**
 * Checks who sends a request, before any of its body is read: the signature covers the body's hash.
 * @throws HttpError 401
 */
export function checkSignature(signer: Signer, method: string, target: Target, nowMs = Date.now()): void {
  const { query } = target;
  const refuse = (message: string) => new HttpError(401, message);
  if (!sameText(query.get("auth_key") ?? "", signer.key)) throw refuse("auth_key is not the key of this app");
  if (query.get("auth_version") !== "1.0") throw refuse("auth_version must be 1.0");
  const timestamp = query.get("auth_timestamp") ?? "";
  const offBy = /^\d{1,12}$/.test(timestamp)
    ? Math.abs(nowMs / 1_000 - Number(timestamp))
    : Number.POSITIVE_INFINITY;
  if (offBy > clockMayDifferBySeconds) {
    throw refuse(`auth_timestamp must be the time in seconds, at most ${clockMayDifferBySeconds} s off`);
  }
  const parameters = [...query.keys()]
    .filter((key) => key !== "auth_signature")
    .sort()
    .map((key) => `${key}=${query.get(key)}`)
    .join("&");
  const signature = query.get("auth_signature") ?? "";
  const signs = (path: string) => sameText(signature, signer.sign(`${method}\n${path}\n${parameters}`));
  // Libraries sign the path before or after escaping it.
  if (signs(target.rawPath) || (target.path !== target.rawPath && signs(target.path))) return;
  throw refuse("auth_signature is wrong");
}
