import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { sessions } from "@/db/schema";
import { forgetAccess } from "@/lib/auth/access-cache";
import type { AccountContext } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";

/** How long a session lasts, in seconds, whatever the person does; the cookie lasts as long. */
export const sessionSeconds = 30 * 24 * 3600;

/** Starts a session of the calling browser. One that it had before ends: a sign-in never continues an old one. */
export async function openSession(ctx: AccountContext, userId: string, method: string): Promise<string> {
  if (ctx.user) await endSessions(ctx, ctx.user.id, { only: ctx.user.sessionId });
  const id = newId();
  const { ip, userAgent } = ctx;
  const expiresAt = new Date(Date.now() + sessionSeconds * 1000);
  await ctx.tx.insert(sessions).values({ id, userId, ip, userAgent, expiresAt });
  await ctx.audit({ action: "sign_in.succeeded", subjectType: "user", subjectId: userId, after: { method } });
  return id;
}

/**
 * Ends sessions of a person: this process refuses them at once, others within 5 seconds.
 * @returns how many ended
 */
export async function endSessions(
  ctx: AccountContext,
  userId: string,
  which: { only?: string; except?: string } = {},
): Promise<number> {
  const ended = await ctx.tx
    .update(sessions)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(sessions.userId, userId),
        isNull(sessions.revokedAt),
        which.only ? eq(sessions.id, which.only) : undefined,
        which.except ? ne(sessions.id, which.except) : undefined,
      ),
    )
    .returning({ id: sessions.id });
  if (ended.length > 0) ctx.afterCommit(forgetAccess);
  return ended.length;
}
