import { type NextRequest, NextResponse } from "next/server";
import { findInbox } from "@/lib/auth/inbox";
import { requestIdHeader, requireOwnOrigin } from "@/lib/auth/request";
import { httpStatus, publicError } from "@/lib/core/errors";
import { report } from "@/lib/core/result";
import { env } from "@/lib/env";
import { logOften } from "@/lib/log-often";
import { contentSecurityPolicy } from "@/lib/security/csp";
import { frameAncestorsOf } from "@/lib/security/frame-ancestors";
import { pathHeader, requestIdFrom, strictTransportSecurity } from "@/lib/security/headers";
import { realtimeOrigins } from "@/lib/security/realtime-origins";

/**
 * Gives each page its policy, its request id and its language. It never decides who may see what; a change that another
 * site's page asks for is refused here only because Next would answer it as a failure of its own.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const configuration = env();
  const https = configuration.FLOWRA_URL.startsWith("https:");
  const requestId = requestIdFrom(request.headers.get(requestIdHeader));
  const asksForChange = !["GET", "HEAD", "OPTIONS"].includes(request.method);
  const refusal = asksForChange ? refusalOfForeign(request, requestId) : null;
  if (refusal) return refusal;
  const policy = contentSecurityPolicy({
    nonce: Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64"),
    realtimeOrigins: realtimeOrigins(configuration),
    frameAncestors: await frameAncestorsOf(request.nextUrl.pathname, originsOfInbox),
    https,
    development: configuration.NODE_ENV === "development",
  });

  const headers = new Headers(request.headers);
  headers.set(requestIdHeader, requestId);
  headers.set(pathHeader, request.nextUrl.pathname + request.nextUrl.search);
  // Next reads the nonce from here and puts it on every script it renders.
  headers.set("content-security-policy", policy);
  // Next compares an action's Origin with this alone, and a proxy in front need not have passed our name on.
  if (asksForChange) headers.set("x-forwarded-host", new URL(request.headers.get("origin")!).host);
  copyParameter(request, headers, "lang", "x-requested-locale");
  copyParameter(request, headers, "theme", "x-requested-theme");

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("X-Request-Id", requestId);
  if (https) response.headers.set("Strict-Transport-Security", strictTransportSecurity);
  return response;
}

function refusalOfForeign(request: NextRequest, requestId: string): NextResponse | null {
  try {
    requireOwnOrigin(request.headers);
    return null;
  } catch (error) {
    report("page", error);
    const told = publicError(error);
    const headers = { [requestIdHeader]: requestId, "cache-control": "no-store" };
    return NextResponse.json({ error: told }, { status: httpStatus[told.code], headers });
  }
}

/** Without an answer nobody may frame the page, which then says itself what is wrong. */
async function originsOfInbox(key: string): Promise<readonly string[] | null> {
  try {
    return (await findInbox(key))?.allowedOrigins ?? null;
  } catch (error) {
    logOften("error", {}, "allowed origins of an inbox could not be read", { err: error });
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
