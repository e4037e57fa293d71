import { createHash, randomBytes } from "node:crypto";

/** A secret for a link or a browser: 256 bits, safe in a URL. Shown once; only its hash is stored. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** Tokens are random and long, so a plain hash can't be guessed back and can be looked up by index. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("base64url");
