import { type NextRequest, NextResponse } from "next/server";
import { findInbox } from "@/lib/auth/inbox";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { contentSecurityPolicy } from "@/lib/security/csp";
import { frameAncestorsOf } from "@/lib/security/frame-ancestors";
import { pathHeader, requestIdFrom, strictTransportSecurity } from "@/lib/security/headers";
import { realtimeOrigins } from "@/lib/security/realtime-origins";

/** Gives each page its policy, its request id and its language. It never decides who may see what. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const configuration = env();
  const https = configuration.FLOWRA_URL.startsWith("https:");
  const requestId = requestIdFrom(request.headers.get("x-request-id"));
  const policy = contentSecurityPolicy({
    nonce: Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64"),
    realtimeOrigins: realtimeOrigins(configuration),
    frameAncestors: await frameAncestorsOf(request.nextUrl.pathname, originsOfInbox),
    https,
    development: configuration.NODE_ENV === "development",
  });

  const headers = new Headers(request.headers);
  headers.set("x-request-id", requestId);
  headers.set(pathHeader, request.nextUrl.pathname + request.nextUrl.search);
  // Next reads the nonce from here and puts it on every script it renders.
  headers.set("content-security-policy", policy);
  copyParameter(request, headers, "lang", "x-requested-locale");
  copyParameter(request, headers, "theme", "x-requested-theme");

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("X-Request-Id", requestId);
  if (https) response.headers.set("Strict-Transport-Security", strictTransportSecurity);
  return response;
}

/** Without an answer nobody may frame the page, which then says itself what is wrong. */
async function originsOfInbox(key: string): Promise<readonly string[] | null> {
  try {
    return (await findInbox(key))?.allowedOrigins ?? null;
  } catch (error) {
    logger().error({ err: error }, "allowed origins of an inbox could not be read");
    return null;
  }
}

/** A framed customer page follows the site around it, which says so in the address; cookies don't reach it there. */
function copyParameter(request: NextRequest, headers: Headers, parameter: string, header: string) {
  const value = request.nextUrl.pathname.startsWith("/c/")
    ? request.nextUrl.searchParams.get(parameter)
    : null;
  if (value && /^[A-Za-z-]{1,16}$/.test(value)) headers.set(header, value);
  else headers.delete(header);
}

export const config = { matcher: ["/((?!api/|_next/static|_next/image|favicon.ico|icon.svg|widget.js).*)"] };
