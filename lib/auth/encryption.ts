import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

/** What a secret is for. One sealed for one purpose opens for no other. */
export type SealPurpose = "totp" | "second-factor" | "link-provider";

const version = "v1";
const ivBytes = 12;
const tagBytes = 16;

/** Encrypts (AES-256-GCM) what must be read again later. Two seals of the same text differ. */
export function seal(text: string, purpose: SealPurpose): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), iv, { authTagLength: tagBytes });
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return `${version}.${Buffer.concat([iv, body, cipher.getAuthTag()]).toString("base64url")}`;
}

/** The sealed text, or null when it was changed, sealed for another purpose or under another key. */
export function unseal(sealed: string, purpose: SealPurpose): string | null {
  const [given, encoded] = sealed.split(".");
  if (given !== version || !encoded) return null;
  const bytes = Buffer.from(encoded, "base64url");
  if (bytes.length < ivBytes + tagBytes) return null;
  const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose), bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    return decipher.update(bytes.subarray(ivBytes, -tagBytes), undefined, "utf8") + decipher.final("utf8");
  } catch {
    return null;
  }
}

/** A keyed hash: for secrets too short for a plain one, and for signatures of our own. */
export function keyedHash(text: string, purpose: "recovery-code" | "file-link" | "mail-link"): string {
  return createHmac("sha256", keyFor(purpose)).update(text).digest("base64url");
}

function keyFor(purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", env().FLOWRA_SECRET_KEY, "flowra", purpose, 32));
}
