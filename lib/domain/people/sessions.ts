import { and, eq, isNull, ne, type SQL, sql } from "drizzle-orm";
import { memberships, sessions } from "@/db/schema";
import { forgetAccess } from "@/lib/auth/access-cache";
import type { AccountContext, WorkspaceId } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { memberSessionsEnded } from "@/lib/domain/workspaces/events";
import { endAccess } from "@/lib/domain/workspaces/policy";

/** How long a session lasts, in seconds, whatever the person does; the cookie lasts as long. */
export const sessionSeconds = 30 * 24 * 3600;

/** Starts a session of the calling browser. One that it had before ends: a sign-in never continues an old one. */
export async function openSession(ctx: AccountContext, userId: string, method: string): Promise<string> {
  if (ctx.user) await closeSession(ctx, ctx.user);
  const id = newId();
  const { ip, userAgent } = ctx;
  const expiresAt = new Date(Date.now() + sessionSeconds * 1000);
  await ctx.tx.insert(sessions).values({ id, userId, ip, userAgent, expiresAt });
  await ctx.audit({ action: "sign_in.succeeded", subjectType: "user", subjectId: userId, after: { method } });
  return id;
}

/** Ends the session that asks. Its browser leaves the page, and what that had open, by itself. */
export async function closeSession(
  ctx: AccountContext,
  own: NonNullable<AccountContext["user"]>,
): Promise<void> {
  await revoke(ctx, own.id, eq(sessions.id, own.sessionId));
}

/**
 * Ends sessions of a person from elsewhere: this process refuses them at once, others within 5 seconds, and the
 * channels that their browsers listen to fall silent.
 * @returns how many ended
 */
export async function endSessions(
  ctx: AccountContext,
  userId: string,
  which: { only?: string; except?: string } = {},
): Promise<number> {
  const ended = await revoke(
    ctx,
    userId,
    and(
      which.only ? eq(sessions.id, which.only) : undefined,
      which.except ? ne(sessions.id, which.except) : undefined,
    ),
  );
  if (ended > 0) await renameChannels(ctx, userId);
  return ended;
}

async function revoke(ctx: AccountContext, userId: string, which: SQL | undefined): Promise<number> {
  const ended = await ctx.tx
    .update(sessions)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), which))
    .returning({ id: sessions.id });
  if (ended.length > 0) ctx.afterCommit(forgetAccess);
  return ended.length;
}

/** A connection belongs to a person, not to a session, so those who stay move on to channels of other names. */
async function renameChannels(ctx: AccountContext, userId: string): Promise<void> {
  const rows = await ctx.tx
    .select({ workspaceId: memberships.workspaceId })
    .from(memberships)
    .where(and(eq(memberships.userId, userId), isNull(memberships.removedAt)))
    .orderBy(memberships.workspaceId);
  for (const { workspaceId } of rows) {
    const inside = ctx.enter(workspaceId as WorkspaceId, { kind: "system", job: "sessions" });
    await endAccess(inside);
    inside.emit(memberSessionsEnded, userId, { userId });
  }
}
