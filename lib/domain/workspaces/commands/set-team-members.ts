import { and, eq, inArray } from "drizzle-orm";
import { teamMembers } from "@/db/schema";
import { forgetAccess } from "@/lib/auth/access-cache";
import { command } from "@/lib/core/command";
import { teamChanged } from "../events";
import { teamMembersInput } from "../input";
import { endAccess, findTeam, lockWorkspace, requireHandlers, teamUserIds } from "../policy";

/**
 * Replaces who is in a team. Who leaves it stops hearing of its tickets.
 * @throws AppError NOT_FOUND for an unknown team, or somebody who can't be in a team
 */
export const setTeamMembers = command({
  name: "workspaces.setTeamMembers",
  permission: "team:manage",
  input: teamMembersInput,
  async handle(ctx, { teamId, userIds }) {
    await lockWorkspace(ctx);
    const { name } = await findTeam(ctx, teamId);
    const before = await teamUserIds(ctx, teamId);
    const added = userIds.filter((id) => !before.includes(id));
    const removed = before.filter((id) => !userIds.includes(id));
    if (added.length + removed.length === 0) return;
    await requireHandlers(ctx, added);
    const { workspaceId } = ctx;
    const here = and(eq(teamMembers.workspaceId, workspaceId), eq(teamMembers.teamId, teamId));
    if (removed.length > 0)
      await ctx.tx.delete(teamMembers).where(and(here, inArray(teamMembers.userId, removed)));
    if (added.length > 0) {
      await ctx.tx.insert(teamMembers).values(added.map((userId) => ({ workspaceId, teamId, userId })));
    }
    ctx.emit(teamChanged, teamId, { teamId, before: { userIds: before }, after: { userIds } });
    await ctx.audit({
      action: "team.members_changed",
      subjectType: "team",
      subjectId: teamId,
      before: { name, userIds: before },
      after: { name, userIds },
    });
    if (removed.length > 0) await endAccess(ctx);
    else ctx.afterCommit(forgetAccess);
  },
});
