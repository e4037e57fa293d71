import { randomInt } from "node:crypto";
import { Secret, TOTP } from "otpauth";

const period = 30;

export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** What the QR code says: authenticator apps show the issuer and the address. */
export const totpAddress = (secret: string, email: string): string => totpOf(secret, email).toString();

/**
 * The time step that a code belongs to, one step early or late included; null for a wrong code.
 * Whoever accepts it must remember the step, since a code works once.
 */
export function totpStep(secret: string, code: string, now = Date.now()): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: 1 });
  return delta === null ? null : Math.floor(now / 1000 / period) + delta;
}

const totpOf = (secret: string, label = "") =>
  new TOTP({
    issuer: "Flowra",
    label,
    algorithm: "SHA1",
    digits: 6,
    period,
    secret: Secret.fromBase32(secret),
  });

// Without 0, O, 1, I and L, which people mistake for each other.
const letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** Ten codes of 49 random bits each, for the day the phone is gone. */
export const newRecoveryCodes = (): string[] => Array.from({ length: 10 }, newRecoveryCode);

function newRecoveryCode(): string {
  const characters = Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join("");
  return `${characters.slice(0, 5)}-${characters.slice(5)}`;
}

/** As typed, in the form that was hashed; null for what can't be a recovery code. */
export function normalRecoveryCode(typed: string): string | null {
  const characters = typed.toUpperCase().replace(/[\s-]/g, "");
  return /^[2-9A-HJKMNP-Z]{10}$/.test(characters) ? characters : null;
}
