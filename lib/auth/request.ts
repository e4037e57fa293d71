import type { RequestHeaders } from "@/lib/core/door";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { env } from "@/lib/env";
import { plainAddress } from "@/lib/security/address";

/** Set by the server's start-up code to the address of the connection itself; clients can't forge it. */
export const peerAddressHeader = "x-flowra-peer";
export const requestIdHeader = "x-request-id";

export type RequestInfo = { requestId: string; ip: string | null; userAgent: string | null };

export function requestInfo(headers: RequestHeaders): RequestInfo {
  const given = headers.get(requestIdHeader);
  return {
    requestId: given && /^[\w-]{8,64}$/.test(given) ? given : newId(),
    ip: clientAddress(headers),
    userAgent: headers.get("user-agent")?.slice(0, 300) ?? null,
  };
}

/** A cookie that we set ourselves, so that its value is never escaped. */
export function cookieOf(headers: RequestHeaders, name: string): string | undefined {
  const pairs = (headers.get("cookie") ?? "").split(/; */);
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** The address that the outermost trusted proxy saw; without proxies, the connection's own. */
function clientAddress(headers: RequestHeaders): string | null {
  const peer = headers.get(peerAddressHeader);
  const trusted = env().TRUSTED_PROXIES;
  if (trusted === 0) return peer;
  const chain = (headers.get("x-forwarded-for") ?? "").split(",");
  return plainAddress(chain.at(-trusted) ?? "") ?? peer;
}

/**
 * Refuses a change that a page of another site asked for: cookies alone never authorize a mutation.
 * @throws AppError FORBIDDEN when the Origin is null, absent or foreign
 */
export function requireOwnOrigin(headers: RequestHeaders): void {
  const origin = headers.get("origin");
  if (!origin || !isOwnOrigin(origin, headers.get("host"))) {
    throw new AppError("FORBIDDEN", { reason: "foreign_origin" });
  }
}

function isOwnOrigin(origin: string, host: string | null): boolean {
  if (!URL.canParse(origin)) return false;
  const parsed = new URL(origin);
  // A browser can't be made to send a forged Host, so the same host by another name (127.0.0.1) is fine too.
  return parsed.origin === new URL(env().FLOWRA_URL).origin || parsed.host === host;
}
