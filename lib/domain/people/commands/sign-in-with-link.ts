import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema";
import { accountCommand } from "@/lib/core/command";
import { findUser } from "../find-user";
import { linkToken } from "../input";
import { byAddress } from "../limits";
import { deadLink, spendLink } from "../links";
import { passFirstFactor } from "../sign-in";

/** @throws AppError NOT_FOUND `link_dead`, also when the account has another address by now */
export const signInWithLink = accountCommand({
  name: "people.signInWithLink",
  permission: "public",
  rateLimit: byAddress,
  input: z.object({ token: linkToken }),
  async handle(ctx, { token }) {
    const link = await spendLink(ctx.tx, "sign_in", token);
    const user = link.userId ? await findUser(ctx.tx, link.userId) : null;
    if (!user || user.email !== link.email) throw deadLink();
    if (!user.emailVerifiedAt) {
      await ctx.tx.update(users).set({ emailVerifiedAt: sql`now()` }).where(eq(users.id, user.id));
    }
    return passFirstFactor(ctx, user, "link");
  },
});
