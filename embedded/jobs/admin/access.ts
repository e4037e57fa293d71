import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { sameText } from "../signature";

const COOKIE = "flowra_jobs";

/** Whether the browser has visited with the token before. */
export function mayEnter(request: IncomingMessage, token: string): boolean {
  const cookies = (request.headers.cookie ?? "").split("; ");
  const value = cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
  return value !== undefined && sameText(value, sessionValue(token));
}

/** The cookie for a visit with the right token in the address; undefined for any other. */
export function entryCookie(given: string | null, token: string): string | undefined {
  if (given === null || !sameText(given, token)) return undefined;
  return `${COOKIE}=${sessionValue(token)}; HttpOnly; SameSite=Lax; Path=/; Max-Age=2592000`;
}

/** What a form must send along, for this action only, to prove that one of our pages made it. */
export function formToken(token: string, action: string): string {
  return createHmac("sha256", token).update(`form ${action}`).digest("hex");
}

/** Not the token itself: a cookie ends up in more places. */
const sessionValue = (token: string) => createHash("sha256").update(`jobs cookie ${token}`).digest("hex");
