import { createHash, createHmac, timingSafeEqual } from "node:crypto";

const WINDOW_MS = 5 * 60_000;

/** The x-inngest-signature header for a body. */
export function sign(signingKey: string, body: string, now = Date.now()): string {
  const seconds = String(Math.floor(now / 1_000));
  return `t=${seconds}&s=${hmac(signingKey, body, seconds)}`;
}

/** Whether a signature header belongs to the body and is not older or newer than five minutes. */
export function isSigned(
  signingKey: string,
  body: string,
  header: string | undefined,
  now = Date.now(),
): boolean {
  const parameters = new URLSearchParams(header ?? "");
  const seconds = parameters.get("t") ?? "";
  if (!/^\d{1,12}$/.test(seconds) || Math.abs(now - Number(seconds) * 1_000) > WINDOW_MS) return false;
  return sameText(parameters.get("s") ?? "", hmac(signingKey, body, seconds));
}

/** The hash by which the SDK proves in an Authorization header that it knows the signing key. */
export function signingKeyHash(signingKey: string): string {
  const prefix = /^signkey-\w+-/.exec(signingKey)?.[0] ?? "";
  return (
    prefix +
    createHash("sha256")
      .update(Buffer.from(withoutPrefix(signingKey), "hex"))
      .digest("hex")
  );
}

/** Equality in a time that tells nothing about the secret. */
export function sameText(given: string, secret: string): boolean {
  const digestOf = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digestOf(given), digestOf(secret));
}

const withoutPrefix = (signingKey: string) => signingKey.replace(/^signkey-\w+-/, "");

function hmac(signingKey: string, body: string, seconds: string): string {
  return createHmac("sha256", withoutPrefix(signingKey)).update(body).update(seconds).digest("hex");
}
