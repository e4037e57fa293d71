import { z } from "zod";
import { accountCommand } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { emailAddress } from "@/lib/core/input";
import { findUserByEmail, ownUser } from "../find-user";
import { proof } from "../input";
import { endEmailChange, issueLink } from "../links";
import { mailLater, requireMail } from "../mail-later";
import { requireSamePerson } from "../same-person";

/**
 * Mails a link to the new address. One that has an account already gets told so, and the answer is the same. Only the
 * latest request stands: an address that was mistyped must not be able to take the account.
 */
export const requestEmailChange = accountCommand({
  name: "people.requestEmailChange",
  permission: "own",
  rateLimit: { points: 8, seconds: 900, keys: ({ user }, { email }) => [user?.id ?? null, email] },
  input: z.object({ email: emailAddress, ...proof }),
  async handle(ctx, { email, ...given }) {
    requireMail();
    const user = await ownUser(ctx);
    if (email === user.email) throw invalid("email", "same_email");
    await requireSamePerson(ctx, user, given);
    const holder = await findUserByEmail(ctx.tx, email);
    await endEmailChange(ctx.tx, user.id);
    // Also where nobody gets this link, so that the own page doesn't tell the two apart either.
    const change = await issueLink(ctx.tx, { purpose: "change_email", email, userId: user.id });
    const link = holder ? await issueLink(ctx.tx, { purpose: "sign_in", email, userId: holder.id }) : change;
    await ctx.audit({ action: "email.change_requested", subjectType: "user", subjectId: user.id });
    const kind = holder ? "alreadyHere" : "changeEmail";
    const locale = (holder ?? user).locale;
    return mailLater(ctx, { kind, to: email, locale, link: link.address, key: link.id });
  },
});
