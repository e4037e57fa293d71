import { Secret, TOTP } from "otpauth";

/** What an authenticator app shows, some steps of 30 s away from now. */
export function codeOf(secret: string, steps = 0): string {
  const app = new TOTP({ secret: Secret.fromBase32(secret) });
  return app.generate({ timestamp: Date.now() + steps * 30_000 });
}
