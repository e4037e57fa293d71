import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { memberships, type Role, ssoRoleMappings, workspaces } from "@/db/schema";
import type { AccountContext, Context, WorkspaceId } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { endMemberWork, lockMemberWork } from "@/lib/domain/workspaces/end-member-work";
import { endMembership } from "@/lib/domain/workspaces/end-membership";
import { memberJoined, memberRoleChanged } from "@/lib/domain/workspaces/events";
import { endAccess, lockWorkspace, requireAnotherAdmin } from "@/lib/domain/workspaces/policy";
import { revokeInvitationsBeyond } from "@/lib/domain/workspaces/revoke-invitations";
import { rolesByWorkspace } from "./sso-roles";

/**
 * Makes the memberships that single sign-on gives follow the claim: new ones, other roles, and those it no longer
 * gives. Memberships by invitation, and those somebody ended by hand, stay as they are.
 */
export async function followClaim(ctx: AccountContext, userId: string, values: string[]): Promise<void> {
  const granted = await grantedRoles(ctx, values);
  const held = await ctx.tx.select().from(memberships).where(eq(memberships.userId, userId));
  const known = new Map(held.map((row) => [row.workspaceId, row]));
  const touched = new Set([
    ...granted.keys(),
    ...held.filter(({ sso }) => sso === "active").map(({ workspaceId }) => workspaceId),
  ]);
  // In one order for everybody, so that two sign-ins never wait for each other's workspace.
  for (const workspaceId of [...touched].sort()) {
    const inside = ctx.enter(workspaceId as WorkspaceId, { kind: "system", job: "single sign-on" });
    await lockWorkspace(inside);
    const role = granted.get(workspaceId);
    const row = known.get(workspaceId);
    if (!row || row.sso === "lapsed") await join(inside, userId, role);
    else if (row.sso === "active" && !row.removedAt) await follow(inside, userId, row.role, role);
  }
}

async function grantedRoles(ctx: AccountContext, values: string[]): Promise<Map<string, Role>> {
  if (values.length === 0) return new Map();
  const mappings = await ctx.tx
    .select({ workspaceId: ssoRoleMappings.workspaceId, role: ssoRoleMappings.role })
    .from(ssoRoleMappings)
    .innerJoin(workspaces, and(eq(workspaces.id, ssoRoleMappings.workspaceId), isNull(workspaces.archivedAt)))
    .where(inArray(ssoRoleMappings.claimValue, values));
  return rolesByWorkspace(mappings);
}

async function join(ctx: Context, userId: string, role: Role | undefined): Promise<void> {
  if (!role) return;
  const fresh = { role, sso: "active" as const, removedAt: null, available: true };
  await ctx.tx
    .insert(memberships)
    .values({ workspaceId: ctx.workspaceId, userId, ...fresh })
    .onConflictDoUpdate({ target: [memberships.workspaceId, memberships.userId], set: fresh });
  ctx.emit(memberJoined, userId, { userId, after: { role } });
  await ctx.audit({
    action: "member.joined",
    subjectType: "member",
    subjectId: userId,
    after: { role, sso: true },
  });
}

async function follow(ctx: Context, userId: string, before: Role, role: Role | undefined): Promise<void> {
  if (before === role) return;
  try {
    if (before === "admin") await requireAnotherAdmin(ctx, userId);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // A workspace without an admin helps nobody: the role stays until there is another one.
    await ctx.audit({ action: "member.sso_kept_last_admin", subjectType: "member", subjectId: userId });
    return;
  }
  if (!role) {
    await endMembership(ctx, userId, false);
    await ctx.tx.update(memberships).set({ sso: "lapsed" }).where(membership(ctx, userId));
    return;
  }
  if (role === "user") await lockMemberWork(ctx, userId);
  await ctx.tx.update(memberships).set({ role, updatedAt: sql`now()` }).where(membership(ctx, userId));
  await revokeInvitationsBeyond(ctx, userId, role);
  if (role === "user") await endMemberWork(ctx, userId);
  ctx.emit(memberRoleChanged, userId, { userId, before: { role: before }, after: { role } });
  await ctx.audit({
    action: "member.role_changed",
    subjectType: "member",
    subjectId: userId,
    before: { role: before },
    after: { role, sso: true },
  });
  await endAccess(ctx);
}

const membership = (ctx: Context, userId: string) =>
  and(eq(memberships.workspaceId, ctx.workspaceId), eq(memberships.userId, userId));
