import { eq } from "drizzle-orm";
import { users } from "@/db/schema";
import { hashToken, newToken } from "@/lib/auth/tokens";
import type { Context } from "@/lib/core/context";
import { sendMail } from "@/lib/email/client";
import { invitationMail } from "@/lib/email/invitation-mail";
import { env } from "@/lib/env";
import { memberActor } from "./policy";

const termMs = 7 * 24 * 3600 * 1000;

type InvitationLink = { token: string; tokenHash: string; expiresAt: Date };

/** A link for one use within seven days; only its hash is stored. */
export function newInvitationLink(): InvitationLink {
  const token = newToken();
  return { token, tokenHash: hashToken(token), expiresAt: new Date(Date.now() + termMs) };
}

/**
 * Mails the link once the invitation is stored, in the language of whoever invites.
 * @returns an object that tells, after the commit, whether the mail was accepted
 */
export async function mailInvitation(
  ctx: Context,
  { to, link, workspaceName }: { to: string; link: InvitationLink; workspaceName: string },
): Promise<{ mailed: boolean }> {
  const { userId, name: inviter } = memberActor(ctx);
  const [{ locale } = { locale: null }] = await ctx.tx
    .select({ locale: users.locale })
    .from(users)
    .where(eq(users.id, userId));
  const href = `${env().FLOWRA_URL}/invite/${link.token}`;
  const idempotencyKey = `invitation-${link.tokenHash}`;
  const outcome = { mailed: false };
  ctx.afterCommit(async () => {
    await sendMail(await invitationMail({ to, locale, inviter, workspaceName, href, idempotencyKey }));
    outcome.mailed = true;
  });
  return outcome;
}
