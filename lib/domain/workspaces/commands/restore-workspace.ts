import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { memberships, workspaces } from "@/db/schema";
import { forgetAccess } from "@/lib/auth/access-cache";
import { accountCommand } from "@/lib/core/command";
import type { WorkspaceId } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { currentUser } from "../current-user";
import { workspaceUpdated } from "../events";
import { newMemberActor } from "../member-actor";
import { relevantSettings } from "../settings";

/** Opens an archived workspace again, for one of its admins. @throws AppError NOT_FOUND for anybody else */
export const restoreWorkspace = accountCommand({
  name: "workspaces.restore",
  permission: "own",
  input: z.object({ slug: z.string().max(60) }),
  async handle(ctx, { slug }) {
    const user = await currentUser(ctx);
    const [found] = await ctx.tx
      .select({ workspace: workspaces })
      .from(workspaces)
      .innerJoin(memberships, eq(memberships.workspaceId, workspaces.id))
      .where(
        and(
          eq(workspaces.slug, slug),
          isNotNull(workspaces.archivedAt),
          eq(memberships.userId, user.id),
          eq(memberships.role, "admin"),
          isNull(memberships.removedAt),
        ),
      )
      .for("no key update", { of: workspaces });
    if (!found) throw notFound();
    const { id } = found.workspace;
    await ctx.tx
      .update(workspaces)
      .set({ archivedAt: null, updatedAt: sql`now()` })
      .where(eq(workspaces.id, id));
    const inside = ctx.enter(id as WorkspaceId, newMemberActor(user, "admin"));
    const before = relevantSettings(found.workspace);
    inside.emit(workspaceUpdated, id, { before, after: { ...before, archived: false } });
    await inside.audit({ action: "workspace.restored", subjectType: "workspace", subjectId: id });
    ctx.afterCommit(forgetAccess);
  },
});
