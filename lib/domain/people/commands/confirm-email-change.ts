import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema";
import { accountCommand } from "@/lib/core/command";
import { conflict } from "@/lib/core/errors";
import { findUser, findUserByEmail } from "../find-user";
import { linkToken } from "../input";
import { byAddress } from "../limits";
import { deadLink, endLinks, spendLink } from "../links";
import { tellOfChange } from "../mail-later";

/** Uses the new address from now on and tells the old one. @throws AppError NOT_FOUND `link_dead`; CONFLICT `email_taken` */
export const confirmEmailChange = accountCommand({
  name: "people.confirmEmailChange",
  permission: "public",
  rateLimit: byAddress,
  input: z.object({ token: linkToken }),
  async handle(ctx, { token }) {
    const link = await spendLink(ctx.tx, "change_email", token);
    const user = link.userId ? await findUser(ctx.tx, link.userId) : null;
    if (!user || !link.email) throw deadLink();
    if (await findUserByEmail(ctx.tx, link.email)) throw conflict("email_taken");
    await ctx.tx
      .update(users)
      .set({ email: link.email, emailVerifiedAt: sql`now()`, updatedAt: sql`now()` })
      .where(eq(users.id, user.id))
      .catch(refuseTaken);
    await endLinks(ctx.tx, user.id);
    await ctx.audit({ action: "email.changed", subjectType: "user", subjectId: user.id });
    tellOfChange(ctx, "emailChanged", user, { newEmail: link.email });
    return { email: link.email };
  },
});

/** Somebody else may have taken the address since it was looked up. */
function refuseTaken(error: unknown): never {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  if ((cause as { code?: string }).code === "23505") throw conflict("email_taken");
  throw error;
}
