import { and, eq, sql } from "drizzle-orm";
import { teams } from "@/db/schema";
import { command } from "@/lib/core/command";
import { teamChanged } from "../events";
import { assignmentModeInput } from "../input";
import { findTeam, lockWorkspace, teamUserIds } from "../policy";

/** Says how a team's new tickets find who answers them. @throws AppError NOT_FOUND */
export const setAssignmentMode = command({
  name: "workspaces.setAssignmentMode",
  permission: "team:manage",
  input: assignmentModeInput,
  async handle(ctx, { teamId, assignmentMode }) {
    await lockWorkspace(ctx);
    const { name, assignmentMode: before } = await findTeam(ctx, teamId);
    if (before === assignmentMode) return;
    await ctx.tx
      .update(teams)
      .set({ assignmentMode, updatedAt: sql`now()` })
      .where(and(eq(teams.workspaceId, ctx.workspaceId), eq(teams.id, teamId)));
    const unchanged = { userIds: await teamUserIds(ctx, teamId) };
    ctx.emit(teamChanged, teamId, { teamId, before: unchanged, after: unchanged });
    await ctx.audit({
      action: "team.assignment_mode_changed",
      subjectType: "team",
      subjectId: teamId,
      before: { name, assignmentMode: before },
      after: { name, assignmentMode },
    });
  },
});
