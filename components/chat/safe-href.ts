const protocols = new Set(["http:", "https:", "mailto:"]);

/** The address a link in a message may lead to, written out whole, or null for every other kind. */
export function safeHref(href: string): string | null {
  try {
    const url = new URL(href);
    return protocols.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
