import { isOrigin } from "./csp";

/** Looks up the origins an inbox lists as its own sites; null for an unknown key. */
export type OriginsOfInbox = (inboxKey: string) => Promise<readonly string[] | null>;

/**
 * The sites that may frame a page: Flowra and those of the inbox for a customer's page `/c/<inbox>…`, nobody for all
 * others. What is stored but no origin is left out, so that it can't break the page or its policy.
 */
export async function frameAncestorsOf(
  pathname: string,
  originsOfInbox: OriginsOfInbox,
): Promise<readonly string[]> {
  const key = /^\/c\/([A-Za-z0-9_-]{1,64})(?:\/|$)/.exec(pathname)?.[1];
  const origins = key ? await originsOfInbox(key) : null;
  return origins ? ["'self'", ...origins.filter(isOrigin)] : [];
}
