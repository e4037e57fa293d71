/** Looks up the origins an inbox lists as its own sites; empty for an unknown key, so that it looks like no site at all. */
export type OriginsOfInbox = (inboxKey: string) => Promise<readonly string[]>;

/** The sites that may frame a page: those of the inbox for a customer's page `/c/<inbox>…`, nobody for all others. */
export async function frameAncestorsOf(
  pathname: string,
  originsOfInbox: OriginsOfInbox,
): Promise<readonly string[]> {
  const key = /^\/c\/([A-Za-z0-9_-]{1,64})(?:\/|$)/.exec(pathname)?.[1];
  return key ? originsOfInbox(key) : [];
}
