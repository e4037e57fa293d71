/** Headers that every answer carries, pages and assets and API alike. */
export const commonSecurityHeaders: Record<string, string> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};

/** Two years, as the preload lists ask. Only for answers over https. */
export const strictTransportSecurity = "max-age=63072000; includeSubDomains";

/** The given request id when it is one that a proxy in front may have set, else a new one. */
export function requestIdFrom(given: string | null): string {
  return given && /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : crypto.randomUUID();
}

/** The address of the page at hand, noted by proxy.ts, to come back to after signing in. */
export const pathHeader = "x-flowra-path";
