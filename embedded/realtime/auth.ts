import { createHash, createHmac, createSecretKey, timingSafeEqual } from "node:crypto";

/** Compares two texts in a time that doesn't tell where they differ. */
export function sameText(given: string, wanted: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(wanted);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Signs and checks with the app's key and secret. */
export class Signer {
  readonly #secret;

  constructor(
    readonly key: string,
    secret: string,
  ) {
    this.#secret = createSecretKey(secret, "utf8");
  }

  /** HMAC-SHA256 as lower-case hex. */
  sign(text: string): string {
    return createHmac("sha256", this.#secret).update(text).digest("hex");
  }

  /** Whether `auth` lets this very connection into this very channel, with these very member data. */
  allowsChannel(auth: string, socketId: string, channel: string, channelData?: string): boolean {
    const text =
      channelData === undefined ? `${socketId}:${channel}` : `${socketId}:${channel}:${channelData}`;
    return sameText(auth, `${this.key}:${this.sign(text)}`);
  }

  /** Whether `auth` signs this very connection in with these user data. */
  allowsUser(auth: string, socketId: string, userData: string): boolean {
    return sameText(auth, `${this.key}:${this.sign(`${socketId}::user::${userData}`)}`);
  }
}

/** MD5 as lower-case hex: the protocol's body hash, which the signature covers. */
export const md5 = (body: Buffer) => createHash("md5").update(body).digest("hex");
