import { and, eq, sql } from "drizzle-orm";
import { teams } from "@/db/schema";
import { command } from "@/lib/core/command";
import { teamChanged } from "../events";
import { renameTeamInput } from "../input";
import { findTeam, teamUserIds } from "../policy";
import { refuseTaken } from "../refuse-taken";

/** @throws AppError NOT_FOUND; INVALID naming `name` when another team has it */
export const renameTeam = command({
  name: "workspaces.renameTeam",
  permission: "team:manage",
  input: renameTeamInput,
  async handle(ctx, { teamId, name }) {
    const team = await findTeam(ctx, teamId);
    if (team.name === name) return;
    await refuseTaken(
      "name",
      ctx.tx
        .update(teams)
        .set({ name, updatedAt: sql`now()` })
        .where(and(eq(teams.workspaceId, ctx.workspaceId), eq(teams.id, teamId))),
    );
    const unchanged = { userIds: await teamUserIds(ctx, teamId) };
    ctx.emit(teamChanged, teamId, { teamId, before: unchanged, after: unchanged });
    await ctx.audit({
      action: "team.renamed",
      subjectType: "team",
      subjectId: teamId,
      before: { name: team.name },
      after: { name },
    });
  },
});
