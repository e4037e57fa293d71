import { z } from "zod";
import { accountCommand } from "@/lib/core/command";
import { emailAddress } from "@/lib/core/input";
import { findUserByEmail } from "../find-user";
import { locale } from "../input";
import { mailRequests } from "../limits";
import { issueLink } from "../links";
import { mailLater, requireMail } from "../mail-later";

/** Mails a link to choose a new password; an address without an account gets a mail that says so, alike in time. */
export const requestPasswordReset = accountCommand({
  name: "people.requestPasswordReset",
  permission: "public",
  rateLimit: mailRequests,
  input: z.object({ email: emailAddress, locale: locale.optional() }),
  async handle(ctx, { email, locale }) {
    requireMail();
    const user = await findUserByEmail(ctx.tx, email);
    const link = user
      ? await issueLink(ctx.tx, { purpose: "reset_password", email, userId: user.id })
      : await issueLink(ctx.tx, { purpose: "sign_up", email });
    await ctx.audit({
      action: "password.reset_requested",
      ...(user ? { subjectType: "user", subjectId: user.id } : {}),
    });
    const kind = user ? "resetPassword" : "noAccount";
    return mailLater(ctx, {
      kind,
      to: email,
      locale: user?.locale ?? locale,
      link: link.address,
      key: link.id,
    });
  },
});
