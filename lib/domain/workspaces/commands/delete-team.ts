import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { inboxes, invitations, tasks, teams } from "@/db/schema";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/core/input";
import { lockHeldTasks, releaseTasks } from "@/lib/domain/tasks/release-tasks";
import { inboxChanged, teamChanged } from "../events";
import { endAccess, findTeam, lockWorkspace, teamUserIds } from "../policy";

/** Its open tickets go back to everybody's queue, its inboxes deliver there. @throws AppError NOT_FOUND */
export const deleteTeam = command({
  name: "workspaces.deleteTeam",
  permission: "team:manage",
  input: z.object({ teamId: anyId }),
  async handle(ctx, { teamId }) {
    const { workspaceId } = ctx;
    await lockWorkspace(ctx);
    await lockHeldTasks(ctx, { teamId });
    // Waits for tickets that are just being given to the team, and refuses later ones.
    await ctx.tx
      .select({ id: teams.id })
      .from(teams)
      .where(and(eq(teams.workspaceId, workspaceId), eq(teams.id, teamId)))
      .for("update");
    const { name } = await findTeam(ctx, teamId);
    const userIds = await teamUserIds(ctx, teamId);
    const released = await releaseTasks(ctx, { teamId });
    await ctx.tx
      .update(tasks)
      .set({ teamId: null })
      .where(and(eq(tasks.workspaceId, workspaceId), eq(tasks.teamId, teamId)));
    await ctx.tx
      .update(invitations)
      .set({ teamIds: sql`array_remove(${invitations.teamIds}, ${teamId}::uuid)` })
      .where(
        and(eq(invitations.workspaceId, workspaceId), sql`${teamId}::uuid = any(${invitations.teamIds})`),
      );
    const left = await ctx.tx
      .update(inboxes)
      .set({ teamId: null, updatedAt: sql`now()` })
      .where(and(eq(inboxes.workspaceId, workspaceId), eq(inboxes.teamId, teamId)))
      .returning({
        id: inboxes.id,
        requireIdentity: inboxes.requireIdentity,
        archivedAt: inboxes.archivedAt,
      });
    await ctx.tx.delete(teams).where(and(eq(teams.workspaceId, workspaceId), eq(teams.id, teamId)));
    ctx.emit(teamChanged, teamId, { teamId, before: { userIds }, after: null });
    for (const { id, requireIdentity } of left.filter((inbox) => inbox.archivedAt === null)) {
      const before = { teamId, requireIdentity };
      ctx.emit(inboxChanged, id, { inboxId: id, before, after: { teamId: null, requireIdentity } });
    }
    await ctx.audit({
      action: "team.deleted",
      subjectType: "team",
      subjectId: teamId,
      before: { name, userIds },
      after: { released },
    });
    await endAccess(ctx);
    return { released };
  },
});
