import { timingSafeEqual } from "node:crypto";
import { keyedHash } from "@/lib/auth/encryption";

const daySeconds = 86_400;

/**
 * Lets whoever has the address fetch one file for one to two days. The end is that of a day, so that pages of a day
 * have the same address and browsers keep the picture.
 */
export function signedQuery(key: string, now = Date.now()): string {
  const until = (Math.floor(now / 1000 / daySeconds) + 2) * daySeconds;
  return `until=${until}&signature=${signatureOf(key, until)}`;
}

export function isSigned(key: string, query: URLSearchParams, now = Date.now()): boolean {
  const until = Number(query.get("until"));
  if (!Number.isSafeInteger(until) || until * 1000 <= now) return false;
  const [given, right] = [query.get("signature") ?? "", signatureOf(key, until)].map((text) =>
    Buffer.from(text),
  );
  return given!.length === right!.length && timingSafeEqual(given!, right!);
}

const signatureOf = (key: string, until: number) => keyedHash(`${key}\n${until}`, "file-link");
