import { seal, unseal } from "@/lib/auth/encryption";
import type { AccountContext } from "@/lib/core/context";
import type { User } from "./find-user";
import { openSession } from "./sessions";

type SignInMethod = "password" | "link" | "demo" | "oidc" | "google" | "github";

/** What came of an attempt. Attempts that fail are no errors: their audit rows must stay. */
export type SignInOutcome =
  | { outcome: "passed"; userId: string; sessionId: string; preferences: Preferences }
  /** The first step is done; the sealed challenge says so to the second one. */
  | { outcome: "second_factor"; challenge: string }
  | { outcome: "refused" };

type Preferences = Pick<User, "locale" | "theme" | "timeZone">;

/** After the first step, however it was made: in, or on to the second factor when the person has one. */
export async function passFirstFactor(
  ctx: AccountContext,
  user: User,
  method: SignInMethod,
): Promise<SignInOutcome> {
  if (user.totpEnabledAt) return { outcome: "second_factor", challenge: sealChallenge(user.id) };
  return enter(ctx, user, method);
}

export async function enter(ctx: AccountContext, user: User, method: string): Promise<SignInOutcome> {
  const sessionId = await openSession(ctx, user.id, method);
  const { locale, theme, timeZone } = user;
  return { outcome: "passed", userId: user.id, sessionId, preferences: { locale, theme, timeZone } };
}

export async function refuse(
  ctx: AccountContext,
  method: string,
  userId: string | null = null,
): Promise<SignInOutcome> {
  await ctx.audit({
    action: "sign_in.failed",
    ...(userId ? { subjectType: "user", subjectId: userId } : {}),
    after: { method },
  });
  return { outcome: "refused" };
}

/** How long somebody may look for their phone, in seconds. */
export const challengeSeconds = 600;

const sealChallenge = (userId: string) =>
  seal(JSON.stringify({ userId, until: Date.now() + challengeSeconds * 1000 }), "second-factor");

/** Whose second step it is; null for a forged or expired challenge. */
export function challengedUser(challenge: string): string | null {
  const opened = unseal(challenge, "second-factor");
  if (!opened) return null;
  const { userId, until } = JSON.parse(opened) as { userId: string; until: number };
  return until > Date.now() ? userId : null;
}
