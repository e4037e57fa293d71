export interface CspOptions {
  /** Fresh for each response; scripts and style elements carry it. */
  nonce: string;
  /** Origins of the realtime server, as `wss://host:port`. */
  realtimeOrigins: readonly string[];
  /** Sites that may frame this page, `'self'` for Flowra's own; none when empty. */
  frameAncestors: readonly string[];
  /** The page is reached over https, so nothing on it may load over http. */
  https: boolean;
  /** React's error overlay needs eval, hot reload a socket. */
  development: boolean;
}

/**
 * The Content-Security-Policy header of a page. Scripts run only by nonce, or when such a script loads them. Style
 * *attributes* are allowed, since server-rendered positions and sizes need them; style elements are not.
 *
 * @throws Error when an origin could smuggle a directive into the header
 */
export function contentSecurityPolicy(options: CspOptions): string {
  const { nonce, realtimeOrigins, frameAncestors, https, development } = options;
  const directives: Record<string, readonly string[]> = {
    "default-src": ["'self'"],
    "script-src": [
      "'self'",
      `'nonce-${checkedNonce(nonce)}'`,
      "'strict-dynamic'",
      ...(development ? ["'unsafe-eval'"] : []),
    ],
    "style-src": development ? ["'self'", "'unsafe-inline'"] : ["'self'", `'nonce-${nonce}'`],
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'", ...realtimeOrigins.map(checkedOrigin), ...(development ? ["ws:"] : [])],
    "media-src": ["'self'", "blob:"],
    "worker-src": ["'self'"],
    "frame-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": frameAncestors.length ? frameAncestors.map(checkedAncestor) : ["'none'"],
    ...(https ? { "upgrade-insecure-requests": [] } : {}),
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ");
}

const originPattern =
  /^(https?|wss?):\/\/(\*\.)?[a-z0-9.-]+(:\d{1,5})?$|^(https?|wss?):\/\/\[[0-9a-f:]+\](:\d{1,5})?$/i;

/** Whether a text is an origin, with `*.` for all subdomains if wanted, and nothing but that. */
export const isOrigin = (text: string): boolean => originPattern.test(text);

const checkedAncestor = (origin: string) => (origin === "'self'" ? origin : checkedOrigin(origin));

function checkedOrigin(origin: string): string {
  if (!isOrigin(origin))
    throw new Error(`Not an origin for a content security policy: ${JSON.stringify(origin)}`);
  return origin;
}

function checkedNonce(nonce: string): string {
  if (!/^[A-Za-z0-9+/_-]{16,}={0,2}$/.test(nonce))
    throw new Error("Not a nonce for a content security policy");
  return nonce;
}
