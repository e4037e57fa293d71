/** The given address when it is a path of our own, else `/`: what a link carries must not lead elsewhere. */
export function ownPath(given: string | null | undefined): string {
  if (!given?.startsWith("/") || given.length > 2_000) return "/";
  const base = "http://flowra.invalid";
  if (!URL.canParse(given, base)) return "/";
  const url = new URL(given, base);
  // `//host`, `/\host` and control characters inside end up at another host here.
  return url.origin === base && !url.pathname.startsWith("//") ? url.pathname + url.search + url.hash : "/";
}
