import { eq } from "drizzle-orm";
import { users } from "@/db/schema";
import type { AccountContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";

/** The signed-in person. @throws AppError UNAUTHENTICATED */
export async function currentUser(ctx: AccountContext) {
  if (!ctx.user) throw new AppError("UNAUTHENTICATED");
  const [row] = await ctx.tx
    .select({ id: users.id, name: users.name, email: users.email, avatarKey: users.avatarKey })
    .from(users)
    .where(eq(users.id, ctx.user.id));
  if (!row) throw new AppError("UNAUTHENTICATED");
  return row;
}
