import { decode } from "next-auth/jwt";
import { env } from "@/lib/env";

const secure = () => env().FLOWRA_URL.startsWith("https:");

/** `__Host-` pins the cookie to this host over https; browsers refuse the prefix on plain http. */
export const cookieName = (name: string) => `${secure() ? "__Host-" : ""}flowra-${name}`;
export const sessionCookieName = () => cookieName("session");
/** How each cookie of signing in is set: never readable by scripts, sent along when a link leads here. */
export const cookieOptions = () =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: secure() }) as const;

type Decoded = { sessionId: string | null; until: number };
const recent = new Map<string, Decoded>();
const keepMs = 5_000;
const keepMost = 5_000;

/**
 * The session id inside next-auth's encrypted token, or null for anything forged or expired. Decrypting costs
 * half a millisecond, so the last few seconds' answers are kept; the session itself is checked elsewhere.
 */
export async function sessionIdOf(token: string): Promise<string | null> {
  const now = Date.now();
  const known = recent.get(token);
  if (known && known.until > now) return known.sessionId;
  const claims = await decode({ token, secret: env().AUTH_SECRET }).catch(() => null);
  const sessionId = typeof claims?.sessionId === "string" ? claims.sessionId : null;
  if (recent.size >= keepMost) recent.clear();
  recent.set(token, { sessionId, until: now + keepMs });
  return sessionId;
}
