import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { userIdentities } from "@/db/schema";
import { accountCommand } from "@/lib/core/command";
import type { AccountContext } from "@/lib/core/context";
import { emailAddress, line } from "@/lib/core/input";
import { findUser, findUserByEmail, type User } from "../find-user";
import { locale } from "../input";
import { byAddress } from "../limits";
import { tellOfChange } from "../mail-later";
import { makeUser } from "../make-user";
import { enter, passFirstFactor, type SignInOutcome } from "../sign-in";
import { followClaim } from "../sso-memberships";

export type ProviderOutcome =
  | SignInOutcome
  /** `linked` to the account that asked for it; the others say why nobody is signed in. */
  | { outcome: "linked" | "linked_elsewhere" | "email_missing" | "email_unverified" | "email_taken" };

const identity = z.object({
  provider: z.enum(["oidc", "google", "github"]),
  accountId: z.string().min(1).max(300),
  email: emailAddress.nullable(),
  emailVerified: z.boolean(),
  name: z.string().max(1_000),
  label: z.string().max(300).nullable(),
  /** Whether the provider says that it asked for a second factor itself. */
  secondFactor: z.boolean(),
  /** The values of the role claim; null for providers that have none. */
  claimValues: z.array(z.string()).nullable(),
  locale: locale.optional(),
  providerName: z.string(),
  /** The signed-in person who asked, in this browser, to link this provider. */
  linkTo: z.guid().nullable(),
});
type Identity = z.output<typeof identity>;

/**
 * Signs in by what a provider says, or links it. Only the sign-in configuration calls it, after the provider's answer
 * was verified. An account is never found by address alone: whoever controls an address at some provider isn't
 * thereby the person here.
 */
export const signInWithProvider = accountCommand({
  name: "people.signInWithProvider",
  permission: "public",
  rateLimit: byAddress,
  input: identity,
  async handle(ctx, given): Promise<ProviderOutcome> {
    const holder = await holderOf(ctx, given);
    if (given.linkTo) return link(ctx, given, holder, given.linkTo);
    if (holder) return signIn(ctx, given, holder);
    if (!given.email) return { outcome: "email_missing" };
    // A company's own issuer answers for its people; elsewhere anybody may type any address.
    if (!given.emailVerified && given.provider !== "oidc") return { outcome: "email_unverified" };
    const user = (await findUserByEmail(ctx.tx, given.email)) ? null : await newUser(ctx, given, given.email);
    if (!user) return { outcome: "email_taken" };
    await addIdentity(ctx, given, user.id);
    return signIn(ctx, given, user);
  },
});

async function holderOf(ctx: AccountContext, { provider, accountId }: Identity): Promise<User | null> {
  const [row] = await ctx.tx
    .select({ userId: userIdentities.userId })
    .from(userIdentities)
    .where(and(eq(userIdentities.provider, provider), eq(userIdentities.providerAccountId, accountId)));
  return row ? findUser(ctx.tx, row.userId) : null;
}

async function signIn(ctx: AccountContext, given: Identity, user: User): Promise<SignInOutcome> {
  if (given.claimValues) await followClaim(ctx, user.id, given.claimValues);
  return given.secondFactor ? enter(ctx, user, given.provider) : passFirstFactor(ctx, user, given.provider);
}

async function link(
  ctx: AccountContext,
  given: Identity,
  holder: User | null,
  userId: string,
): Promise<ProviderOutcome> {
  if (holder) return { outcome: holder.id === userId ? "linked" : "linked_elsewhere" };
  // The browser must still be signed in as who asked.
  const user = ctx.user?.id === userId ? await findUser(ctx.tx, userId) : null;
  if (!user || !(await addIdentity(ctx, given, userId))) return { outcome: "linked_elsewhere" };
  tellOfChange(ctx, "providerLinked", user, { provider: given.providerName });
  return { outcome: "linked" };
}

/** False when somebody else linked it at the same moment. */
async function addIdentity(ctx: AccountContext, given: Identity, userId: string): Promise<boolean> {
  const { provider, accountId: providerAccountId, label } = given;
  const added = await ctx.tx
    .insert(userIdentities)
    .values({ provider, providerAccountId, userId, label })
    .onConflictDoNothing()
    .returning({ userId: userIdentities.userId });
  if (added.length === 0) return false;
  await ctx.audit({ action: "identity.linked", subjectType: "user", subjectId: userId, after: { provider } });
  return true;
}

function newUser(ctx: AccountContext, given: Identity, email: string): Promise<User | null> {
  const { data: name = email.split("@")[0]! } = line(80).safeParse(given.name);
  const emailVerifiedAt = given.emailVerified ? new Date() : null;
  return makeUser(ctx, { email, name, emailVerifiedAt, locale: given.locale });
}
