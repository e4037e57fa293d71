import { teamMembers, teams } from "@/db/schema";
import { forgetAccess } from "@/lib/auth/access-cache";
import { command } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { teamChanged } from "../events";
import { createTeamInput } from "../input";
import { requireHandlers } from "../policy";
import { refuseTaken } from "../refuse-taken";

/** @throws AppError INVALID naming `name` when a team has it; NOT_FOUND for somebody who can't be in a team */
export const createTeam = command({
  name: "workspaces.createTeam",
  permission: "team:manage",
  input: createTeamInput,
  async handle(ctx, { name, userIds, assignmentMode }) {
    await requireHandlers(ctx, userIds);
    const id = newId();
    const { workspaceId } = ctx;
    await refuseTaken("name", ctx.tx.insert(teams).values({ workspaceId, id, name, assignmentMode }));
    if (userIds.length > 0) {
      await ctx.tx.insert(teamMembers).values(userIds.map((userId) => ({ workspaceId, teamId: id, userId })));
    }
    ctx.emit(teamChanged, id, { teamId: id, before: null, after: { userIds } });
    await ctx.audit({
      action: "team.created",
      subjectType: "team",
      subjectId: id,
      after: { name, userIds, assignmentMode },
    });
    ctx.afterCommit(forgetAccess);
    return { id };
  },
});
