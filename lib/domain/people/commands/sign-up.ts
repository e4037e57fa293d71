import { z } from "zod";
import { accountCommand } from "@/lib/core/command";
import { conflict } from "@/lib/core/errors";
import { linkToken, locale, newPassword, personName, timeZone } from "../input";
import { byAddress } from "../limits";
import { spendLink } from "../links";
import { makeUser } from "../make-user";
import { allowedPassword } from "../set-password";

/**
 * Makes an account once its address is proven, never before: nobody can lie in wait in an account for somebody else.
 * @throws AppError NOT_FOUND `link_dead`; CONFLICT `account_exists`; INVALID `password`
 */
export const signUp = accountCommand({
  name: "people.signUp",
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
    const email = (await spendLink(ctx.tx, "sign_up", token)).email!;
    const passwordHash = await allowedPassword(password, { email, name });
    const emailVerifiedAt = new Date();
    const user = await makeUser(ctx, { email, name, passwordHash, emailVerifiedAt, locale, timeZone });
    if (!user) throw conflict("account_exists");
    return { email };
  },
});
