import { z } from "zod";
import { accountCommand } from "@/lib/core/command";
import { conflict } from "@/lib/core/errors";
import { findInvitation } from "@/lib/domain/workspaces/invitation-state";
import { joinByInvitation } from "@/lib/domain/workspaces/join-by-invitation";
import { linkToken, locale, newPassword, personName, timeZone } from "../input";
import { byAddress } from "../limits";
import { makeUser } from "../make-user";
import { allowedPassword } from "../set-password";

/**
 * An account for somebody who was invited and has none, and the membership with it: the mailed link proves the address.
 * @throws AppError NOT_FOUND; CONFLICT `account_exists`, or naming why the link no longer works; INVALID `password`
 */
export const signUpByInvitation = accountCommand({
  name: "people.signUpByInvitation",
  permission: "public",
  rateLimit: byAddress,
  input: z.object({
    token: linkToken,
    name: personName,
    password: newPassword,
    locale: locale.optional(),
    timeZone: timeZone.optional(),
  }),
  async handle(ctx, { token, name, password, locale, timeZone }) {
    const { email } = await findInvitation(ctx, token);
    const passwordHash = await allowedPassword(password, { email, name });
    const user = await makeUser(ctx, {
      ...{ email, name, passwordHash, locale, timeZone },
      emailVerifiedAt: new Date(),
    });
    if (!user) throw conflict("account_exists");
    const { slug } = await joinByInvitation(ctx, token, user);
    return { email, workspace: slug };
  },
});
