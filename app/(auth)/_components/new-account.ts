"use client";

import { signInWith } from "@/lib/auth/browser";
import type { Result } from "@/lib/core/result";

/** The zone that a new account starts with. */
export const browserTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** Makes an account and signs in with the password just chosen. */
export async function thenSignIn<T extends { email: string }>(
  made: Promise<Result<T>>,
  password: string,
): Promise<Result<T>> {
  const result = await made;
  if (!result.ok) return result;
  const signedIn = await signInWith("password", { email: result.data.email, password });
  return signedIn.ok ? result : signedIn;
}

/** Goes on with a full load; stays pending, so that the button is busy until the new page has taken over. */
export function goTo(path: string): Promise<never> {
  location.assign(path);
  return new Promise(() => {});
}
