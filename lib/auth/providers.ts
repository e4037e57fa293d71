import type { OAuthConfig } from "next-auth/providers/oauth";
import { env } from "@/lib/env";

export const providerIds = ["oidc", "google", "github"] as const;
export type ProviderId = (typeof providerIds)[number];

/** A provider's account as we use it. `accountId` is unique within the provider and never changes. */
export type ProviderProfile = {
  accountId: string;
  email: string | null;
  emailVerified: boolean;
  name: string;
  /** Everything it said, for the role claim. */
  claims: Record<string, unknown>;
};

/** What a provider says of a person. */
export type Claims = Record<string, unknown>;
type Provider = OAuthConfig<Claims>;

/** The configured ones, in the order of their buttons. */
export function configuredProviders(): { id: ProviderId; name: string }[] {
  return [oidc(), google(), github()].flatMap((one) =>
    one ? [{ id: one.id as ProviderId, name: one.name }] : [],
  );
}

export const oauthProviders = (): Provider[] => [oidc(), google(), github()].filter((one) => one !== null);

/** What a verified answer says. @throws Error for an answer without an account id */
export function profileOf(provider: string, claims: Claims): ProviderProfile {
  const id = provider === "github" ? claims.id : claims.sub;
  if (typeof id !== "string" && typeof id !== "number") throw new Error(`${provider} named no account.`);
  // Another issuer's subjects are other people, should the configured one change some day.
  const accountId = provider === "oidc" ? `${env().OIDC_ISSUER} ${id}` : String(id);
  const email = textOf(claims.email).toLowerCase() || null;
  const name = textOf(claims.name) || textOf(claims.login) || textOf(claims.preferred_username);
  return { accountId, email, emailVerified: claims.email_verified === true, name, claims };
}

function oidc(): Provider | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env();
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID) return null;
  return {
    ...openIdConnect("oidc", OIDC_NAME, OIDC_ISSUER),
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    client: OIDC_CLIENT_SECRET ? {} : { token_endpoint_auth_method: "none" },
  };
}

function google(): Provider | null {
  const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret } = env();
  if (!clientId || !clientSecret) return null;
  return { ...openIdConnect("google", "Google", "https://accounts.google.com"), clientId, clientSecret };
}

function github(): Provider | null {
  const { GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret } = env();
  if (!clientId || !clientSecret) return null;
  return {
    ...common("github", "GitHub", "https://github.com"),
    ...{ clientId, clientSecret },
    checks: ["pkce", "state"],
    authorization: {
      url: "https://github.com/login/oauth/authorize",
      params: { scope: "read:user user:email" },
    },
    token: "https://github.com/login/oauth/access_token",
    userinfo: {
      url: "https://api.github.com/user",
      // The profile's own address says nothing about whether it was verified.
      async request({ client, tokens }) {
        const token = tokens.access_token ?? "";
        const [user, answer] = await Promise.all([
          client.userinfo(token),
          client.requestResource("https://api.github.com/user/emails", token),
        ]);
        const emails: unknown = JSON.parse(String(answer.body ?? "[]"));
        return { ...user, ...verifiedAddress(Array.isArray(emails) ? emails : []) };
      },
    },
  };
}

type GitHubEmail = { email: string; primary: boolean; verified: boolean };

function verifiedAddress(emails: GitHubEmail[]) {
  const primary = emails.find((one) => one.primary && one.verified);
  return { email: primary?.email, email_verified: Boolean(primary) };
}

function openIdConnect(id: ProviderId, name: string, issuer: string): Provider {
  return {
    ...common(id, name, issuer),
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid email profile" } },
    userinfo: {
      // Issuers differ in which of the two carries address and groups; the signed one wins.
      async request({ client, tokens }) {
        const more = client.issuer.metadata.userinfo_endpoint ? await client.userinfo(tokens as never) : {};
        return { ...more, ...signedClaims(tokens.id_token) } as never;
      },
    },
  };
}

/** What an id token says that was verified before. */
const signedClaims = (idToken: string | undefined) =>
  JSON.parse(Buffer.from(idToken?.split(".")[1] ?? "", "base64url").toString("utf8")) as Claims;

/**
 * Whether the provider asked for a second factor itself (`amr`, RFC 8176). Only its signed token is believed, and only
 * when it says so: most say nothing.
 * @param idToken as verified by the sign-in library
 */
export function saysSecondFactor(idToken: string | undefined): boolean {
  const amr = idToken ? signedClaims(idToken).amr : undefined;
  return Array.isArray(amr) && amr.some((method) => method === "mfa" || method === "otp");
}

function common(id: ProviderId, name: string, issuer: string): Provider {
  return {
    ...{ id, name, issuer, type: "oauth" as const },
    // next-auth wants an id here; who it is gets decided in the sign-in callback.
    profile: (claims) => ({ id: profileOf(id, claims).accountId }),
    style: { logo: "", bg: "", text: "" },
  } as Provider;
}

const textOf = (value: unknown) => (typeof value === "string" ? value.trim() : "");
