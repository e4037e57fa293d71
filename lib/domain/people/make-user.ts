import { users } from "@/db/schema";
import type { AccountContext } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import type { User } from "./find-user";

/** A new account, or null when the address has one already: of two at once one wins. */
export async function makeUser(
  ctx: AccountContext,
  given: Pick<User, "email" | "name"> & Partial<User>,
): Promise<User | null> {
  const [user] = await ctx.tx
    .insert(users)
    .values({ id: newId(), ...given })
    .onConflictDoNothing({ target: users.email })
    .returning();
  if (!user) return null;
  await ctx.audit({ action: "user.created", subjectType: "user", subjectId: user.id });
  return user;
}
