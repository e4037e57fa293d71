import { z } from "zod";
import { accountCommand } from "@/lib/core/command";
import { emailAddress } from "@/lib/core/input";
import { findUserByEmail } from "../find-user";
import { locale } from "../input";
import { mailRequests } from "../limits";
import { issueLink } from "../links";
import { mailLater, requireMail } from "../mail-later";

/**
 * Mails a way in. Every address gets a mail, so that neither the answer nor its time tells whether there is an
 * account: one that has none gets a link to make it.
 */
export const requestSignInLink = accountCommand({
  name: "people.requestSignInLink",
  permission: "public",
  rateLimit: mailRequests,
  input: z.object({ email: emailAddress, locale: locale.optional(), wants: z.enum(["sign_in", "sign_up"]) }),
  async handle(ctx, { email, locale, wants }) {
    requireMail();
    const user = await findUserByEmail(ctx.tx, email);
    const link = user
      ? await issueLink(ctx.tx, { purpose: "sign_in", email, userId: user.id })
      : await issueLink(ctx.tx, { purpose: "sign_up", email });
    await ctx.audit({
      action: "sign_in.link_requested",
      ...(user ? { subjectType: "user", subjectId: user.id } : {}),
    });
    const kinds = { sign_in: ["signIn", "noAccount"], sign_up: ["alreadyHere", "signUp"] } as const;
    const kind = kinds[wants][user ? 0 : 1];
    return mailLater(ctx, {
      kind,
      to: email,
      locale: user?.locale ?? locale,
      link: link.address,
      key: link.id,
    });
  },
});
