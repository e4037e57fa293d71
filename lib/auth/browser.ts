import type { PublicError } from "@/lib/core/errors";
import type { Result } from "@/lib/core/result";

/** What came of an attempt to sign in, as the page is told. */
export type SignInAnswer = Result<null>;

export type SignInWay = "password" | "link" | "demo" | "second-factor";

/** Signs in by one of our own ways, without leaving the page. */
export async function signInWith(way: SignInWay, fields: Record<string, string>): Promise<SignInAnswer> {
  const url = await post(`/api/auth/callback/${way}`, fields);
  if (!url) return unreachable;
  const error = url.searchParams.get("error");
  if (error) return { ok: false, error: JSON.parse(error) as PublicError };
  return url.searchParams.has("csrf") ? unreachable : { ok: true, data: null };
}

/**
 * Leaves for a provider's page. @param permit from `startLinking`, to link it to one's account instead of signing in
 * @returns false when there is no way there right now; else the page is about to go
 */
export async function leaveForProvider(id: string, callbackUrl: string, permit = ""): Promise<boolean> {
  const url = await post(`/api/auth/signin/${id}`, { callbackUrl, permit });
  if (!url || url.origin === location.origin) return false;
  location.assign(url);
  return true;
}

/** Ends this browser's session, and with a full load of another page leaves nothing of it in memory. */
export async function signOut(next = "/sign-in"): Promise<void> {
  await post("/api/auth/signout", {});
  location.assign(next);
}

const unreachable: SignInAnswer = { ok: false, error: { code: "UNAVAILABLE" } };

async function post(path: string, fields: Record<string, string>): Promise<URL | null> {
  try {
    const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...fields, csrfToken, json: "true" }),
    });
    const { url } = (await response.json()) as { url?: string };
    return url ? new URL(url, location.origin) : null;
  } catch {
    // Offline, or the answer of something in between.
    return null;
  }
}
