/**
 * The origin that a typed site address stands for: `shop.example/page` → `https://shop.example`. Null for what
 * names no web site, and for plain http anywhere but on the own machine.
 */
export function originFrom(typed: string): string | null {
  const trimmed = typed.trim();
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (!URL.canParse(address)) return null;
  const { protocol, username, password, hostname, origin } = new URL(address);
  if (username || password || !/^[a-z0-9.-]+$/.test(hostname)) return null;
  if (protocol === "https:") return hostname.includes(".") || isOwnMachine(hostname) ? origin : null;
  return protocol === "http:" && isOwnMachine(hostname) ? origin : null;
}

const isOwnMachine = (hostname: string) =>
  hostname === "localhost" || hostname.endsWith(".localhost") || /^127(\.\d{1,3}){3}$/.test(hostname);
