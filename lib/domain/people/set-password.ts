import { eq, sql } from "drizzle-orm";
import { users } from "@/db/schema";
import { hashPassword } from "@/lib/auth/passwords";
import type { AccountContext } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import type { User } from "./find-user";
import { endLinks } from "./links";
import { tellOfChange } from "./mail-later";
import { passwordProblem } from "./password-rules";
import { endSessions } from "./sessions";

/** The hash of a password that may be used. @throws AppError INVALID naming the field */
export async function allowedPassword(
  password: string,
  about: { email: string; name: string },
  field = "password",
): Promise<string> {
  const problem = passwordProblem(password, about);
  if (problem) throw invalid(field, problem);
  return hashPassword(password);
}

/** Gives somebody a new password, ends their sessions but `keep`, and tells them. @throws AppError INVALID */
export async function setPassword(
  ctx: AccountContext,
  user: User,
  password: string,
  keep?: string,
): Promise<void> {
  // Where the old password is asked for too, the new one's field has another name.
  const passwordHash = await allowedPassword(password, user, keep ? "newPassword" : "password");
  await ctx.tx.update(users).set({ passwordHash, updatedAt: sql`now()` }).where(eq(users.id, user.id));
  await endLinks(ctx.tx, user.id);
  await endSessions(ctx, user.id, { except: keep });
  await ctx.audit({ action: "password.changed", subjectType: "user", subjectId: user.id });
  tellOfChange(ctx, "passwordChanged", user);
}
