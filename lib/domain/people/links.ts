import { and, eq, gt, inArray, isNull, ne, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { type accountTokenPurposes, accountTokens } from "@/db/schema";
import { hashToken, newToken } from "@/lib/auth/tokens";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { env } from "@/lib/env";

export type LinkPurpose = (typeof accountTokenPurposes)[number];

const minute = 60;
const hour = 60 * minute;

/** How long a link works, in seconds. */
const lifetimes: Record<LinkPurpose, number> = {
  sign_in: 15 * minute,
  sign_up: 24 * hour,
  change_email: hour,
  reset_password: hour,
  setup: 7 * 24 * hour,
  // Made anew at each start, and only good in demo mode.
  demo: 365 * 24 * hour,
};

/** The page behind each link; none of them does anything before a button is pressed, since mail scanners open links. */
const pages: Record<LinkPurpose, string> = {
  sign_in: "sign-in/link",
  sign_up: "verify",
  change_email: "verify",
  reset_password: "reset",
  setup: "setup",
  demo: "demo",
};

/** Stores a new link and returns its address, which nobody can find out again, and its id. */
export async function issueLink(
  tx: Transaction,
  about: { purpose: LinkPurpose; email?: string; userId?: string },
): Promise<{ id: string; address: string }> {
  const [id, token] = [newId(), newToken()];
  const expiresAt = new Date(Date.now() + lifetimes[about.purpose] * 1000);
  await tx.insert(accountTokens).values({ id, ...about, tokenHash: hashToken(token), expiresAt });
  return { id, address: `${env().FLOWRA_URL}/${pages[about.purpose]}/${token}` };
}

/**
 * Uses a link up. Of two at once one wins; the person's other links for the same purpose die with it.
 * @throws AppError NOT_FOUND `link_dead`, alike for unknown, used, expired and other links
 */
export async function spendLink(tx: Transaction, purpose: LinkPurpose, token: string) {
  const [link] = await tx
    .update(accountTokens)
    .set({ usedAt: sql`now()` })
    .where(alive([purpose], token))
    .returning();
  if (!link) throw deadLink();
  await tx
    .delete(accountTokens)
    .where(
      and(
        eq(accountTokens.purpose, purpose),
        link.email === null ? isNull(accountTokens.email) : eq(accountTokens.email, link.email),
        link.userId === null ? isNull(accountTokens.userId) : eq(accountTokens.userId, link.userId),
        ne(accountTokens.id, link.id),
      ),
    );
  return link;
}

/** A link that would work now, without using it; else null. */
export async function findLink(tx: Transaction, purposes: LinkPurpose[], token: string) {
  const [link] = await tx.select().from(accountTokens).where(alive(purposes, token));
  return link ?? null;
}

/** Ends links that a change of password or address makes worthless to whoever still has them. */
export async function endLinks(tx: Transaction, userId: string): Promise<void> {
  await tx
    .delete(accountTokens)
    .where(
      and(eq(accountTokens.userId, userId), ne(accountTokens.purpose, "demo"), isNull(accountTokens.usedAt)),
    );
}

/** Ends what was asked for about another address. @returns whether something was */
export async function endEmailChange(tx: Transaction, userId: string): Promise<boolean> {
  const ended = await tx
    .delete(accountTokens)
    .where(pendingChange(userId))
    .returning({ id: accountTokens.id });
  return ended.length > 0;
}

/** The address that waits to be proven, else null. */
export async function pendingEmail(tx: Transaction, userId: string): Promise<string | null> {
  const [link] = await tx
    .select({ email: accountTokens.email })
    .from(accountTokens)
    .where(and(pendingChange(userId), gt(accountTokens.expiresAt, sql`now()`)));
  return link?.email ?? null;
}

const pendingChange = (userId: string) =>
  and(
    eq(accountTokens.userId, userId),
    eq(accountTokens.purpose, "change_email"),
    isNull(accountTokens.usedAt),
  );

export const deadLink = () => new AppError("NOT_FOUND", { reason: "link_dead" });

const alive = (purposes: LinkPurpose[], token: string) =>
  and(
    eq(accountTokens.tokenHash, hashToken(token)),
    inArray(accountTokens.purpose, purposes),
    isNull(accountTokens.usedAt),
    gt(accountTokens.expiresAt, sql`now()`),
  );
