import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { users } from "@/db/schema";
import type { AccountContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";

export type User = typeof users.$inferSelect;

export async function findUserByEmail(tx: Transaction, email: string): Promise<User | null> {
  const [user] = await tx.select().from(users).where(eq(users.email, email));
  return user ?? null;
}

export async function findUser(tx: Transaction, id: string): Promise<User | null> {
  const [user] = await tx.select().from(users).where(eq(users.id, id));
  return user ?? null;
}

/** The signed-in person's row, locked, so that what is decided on it stays true. @throws AppError UNAUTHENTICATED */
export async function ownUser(ctx: AccountContext): Promise<User> {
  const [user] = ctx.user
    ? await ctx.tx.select().from(users).where(eq(users.id, ctx.user.id)).for("no key update")
    : [];
  if (!user) throw new AppError("UNAUTHENTICATED");
  return user;
}
