import { z } from "zod";
import { accountCommand } from "@/lib/core/command";
import { findUser } from "../find-user";
import { linkToken, newPassword } from "../input";
import { byAddress } from "../limits";
import { deadLink, spendLink } from "../links";
import { setPassword } from "../set-password";

/** A new password by a mailed link; every session ends. @throws AppError NOT_FOUND `link_dead`; INVALID `password` */
export const resetPassword = accountCommand({
  name: "people.resetPassword",
  permission: "public",
  rateLimit: byAddress,
  input: z.object({ token: linkToken, password: newPassword }),
  async handle(ctx, { token, password }) {
    const link = await spendLink(ctx.tx, "reset_password", token);
    const user = link.userId ? await findUser(ctx.tx, link.userId) : null;
    if (!user || user.email !== link.email) throw deadLink();
    await setPassword(ctx, user, password);
    return { email: user.email };
  },
});
