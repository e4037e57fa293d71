import { and, eq, gt, sql } from "drizzle-orm";
import { sessions } from "@/db/schema";
import { verifyPassword } from "@/lib/auth/passwords";
import type { AccountContext } from "@/lib/core/context";
import { conflict, invalid } from "@/lib/core/errors";
import type { User } from "./find-user";
import { acceptCode } from "./second-factor";

/** How long after signing in somebody with neither password nor second factor may change how they sign in. */
const freshMinutes = 15;

/**
 * Makes sure that it is the person and not somebody at their unlocked computer: by password or by second factor,
 * whichever they give; who has neither must have signed in just now.
 * @throws AppError INVALID naming `password` or `code`; CONFLICT `sign_in_again`
 */
export async function requireSamePerson(
  ctx: AccountContext,
  user: User,
  given: { password?: string; code?: string },
): Promise<void> {
  if (user.totpEnabledAt && given.code) {
    if (!(await acceptCode(ctx.tx, user, given.code))) throw invalid("code", "wrong_code");
    return;
  }
  if (user.passwordHash) {
    if (!given.password) throw invalid("password", "required");
    if (!(await verifyPassword(user.passwordHash, given.password)))
      throw invalid("password", "wrong_password");
    return;
  }
  if (user.totpEnabledAt) throw invalid("code", "required");
  const fresh = and(
    eq(sessions.id, ctx.user?.sessionId ?? ""),
    gt(sessions.createdAt, sql`now() - make_interval(mins => ${freshMinutes})`),
  );
  if ((await ctx.tx.$count(sessions, fresh)) === 0) throw conflict("sign_in_again");
}
