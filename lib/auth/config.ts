import type { AuthOptions } from "next-auth";
import type { CredentialsConfig } from "next-auth/providers/credentials";
import type { z } from "zod";
import { type AccountCommand, runAccount } from "@/lib/core/command";
import { report } from "@/lib/core/result";
import { passSecondFactor } from "@/lib/domain/people/commands/pass-second-factor";
import { signInWithDemoLink } from "@/lib/domain/people/commands/sign-in-with-demo-link";
import { signInWithLink } from "@/lib/domain/people/commands/sign-in-with-link";
import { signInWithPassword } from "@/lib/domain/people/commands/sign-in-with-password";
import { signInWithProvider } from "@/lib/domain/people/commands/sign-in-with-provider";
import { signOut } from "@/lib/domain/people/commands/sign-out";
import { sessionSeconds } from "@/lib/domain/people/sessions";
import type { SignInOutcome } from "@/lib/domain/people/sign-in";
import { claimValues } from "@/lib/domain/people/sso-roles";
import { env } from "@/lib/env";
import { parseLocale } from "@/lib/i18n/locale";
import { logOften } from "@/lib/log-often";
import { ownPath } from "./own-path";
import { type Claims, oauthProviders, type ProviderId, profileOf, saysSecondFactor } from "./providers";
import { cookieName, cookieOptions, sessionCookieName } from "./session-token";
import type { SignInAttempt } from "./sign-in-attempt";

/**
 * next-auth for one request. What it keeps is a token that names a session; whether that session is alive, and what
 * its person may do, is asked of the database each time (lib/auth/callers.ts).
 */
export function authOptions(attempt: SignInAttempt): AuthOptions {
  return {
    secret: env().AUTH_SECRET,
    session: { strategy: "jwt", maxAge: sessionSeconds },
    cookies: cookies(),
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in/problem" },
    providers: [
      way("password", signInWithPassword),
      way("link", signInWithLink),
      way("demo", signInWithDemoLink),
      way("second-factor", passSecondFactor),
      ...oauthProviders(),
    ],
    callbacks: {
      signIn: ({ account, profile }) =>
        account?.type === "oauth"
          ? afterProvider(attempt, account.provider as ProviderId, profile as Claims, account.id_token)
          : attempt.passed !== undefined,
      // Called with a user only when somebody signs in: nothing else may change what the token says.
      jwt: ({ token, user }) =>
        user && attempt.passed
          ? { sub: attempt.passed.userId, sessionId: attempt.passed.sessionId }
          : { sub: token.sub, sessionId: token.sessionId },
      redirect: ({ url, baseUrl }) =>
        baseUrl + ownPath(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url),
    },
    events: {
      async signOut() {
        if (attempt.caller.user) await runAccount(signOut, attempt.caller, {});
      },
    },
    logger: {
      error: (code, about) =>
        // Anybody can come back from a provider with nonsense.
        logOften("error", { code }, "sign-in", { err: about instanceof Error ? about : about.error }),
      warn: () => {},
      debug: () => {},
    },
  };

  function way<S extends z.ZodType>(
    id: string,
    command: AccountCommand<S, SignInOutcome>,
  ): CredentialsConfig {
    return {
      ...{ id, name: id, type: "credentials", credentials: {} },
      // The challenge comes from the cookie alone, so that it can't be carried to another browser in a form.
      authorize: (fields) => attempt.authorize(command, { ...fields, challenge: attempt.challenge ?? "" }),
    };
  }
}

/** Where the browser goes after a provider's verified answer; true when it is signed in. */
async function afterProvider(
  attempt: SignInAttempt,
  provider: ProviderId,
  claims: Claims,
  idToken: string | undefined,
): Promise<string | boolean> {
  const linkTo = attempt.takeLinking(provider);
  try {
    const profile = profileOf(provider, claims);
    const { accountId, email, emailVerified, name } = profile;
    const outcome = await runAccount(signInWithProvider, attempt.caller, {
      ...{ provider, accountId, email, emailVerified, name, linkTo },
      secondFactor: saysSecondFactor(idToken),
      label: email ?? (name || null),
      claimValues: provider === "oidc" ? claimValues(claims, env().OIDC_ROLE_CLAIM) : null,
      locale: parseLocale(typeof claims.locale === "string" ? claims.locale : null),
      providerName: oauthProviders().find(({ id }) => id === provider)?.name ?? provider,
    });
    switch (outcome.outcome) {
      case "passed":
      case "second_factor":
        return attempt.accept(outcome) || `/sign-in/second-factor?next=${encodeURIComponent(attempt.next)}`;
      case "linked":
        return `/account/security?linked=${provider}`;
      case "linked_elsewhere":
        return `/account/security?problem=linked_elsewhere&provider=${provider}`;
      default:
        return `/sign-in/problem?error=${outcome.outcome}&provider=${provider}`;
    }
  } catch (error) {
    report(signInWithProvider.name, error);
    return `/sign-in/problem?error=provider_failed&provider=${provider}`;
  }
}

function cookies(): AuthOptions["cookies"] {
  const options = cookieOptions();
  const trip = { ...options, maxAge: 900 };
  return {
    sessionToken: { name: sessionCookieName(), options },
    csrfToken: { name: cookieName("csrf"), options },
    callbackUrl: { name: cookieName("callback"), options },
    pkceCodeVerifier: { name: cookieName("pkce"), options: trip },
    state: { name: cookieName("state"), options: trip },
    nonce: { name: cookieName("nonce"), options: trip },
  };
}
