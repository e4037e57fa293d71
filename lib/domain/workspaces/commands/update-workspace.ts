import { eq, sql } from "drizzle-orm";
import { workspaces } from "@/db/schema";
import { forgetAccess } from "@/lib/auth/access-cache";
import { command } from "@/lib/core/command";
import { changesOf } from "../changes";
import { workspaceUpdated } from "../events";
import { updateWorkspaceInput } from "../input";
import { endAccess, lockWorkspace } from "../policy";
import { relevantSettings } from "../settings";

/** Changes what is given of a workspace's settings and leaves the rest. */
export const updateWorkspace = command({
  name: "workspaces.update",
  permission: "workspace:manage",
  input: updateWorkspaceInput,
  async handle(ctx, given) {
    const found = await lockWorkspace(ctx);
    const changes = changesOf(found, given);
    if (!changes) return;
    await ctx.tx
      .update(workspaces)
      .set({ ...changes.after, updatedAt: sql`now()` })
      .where(eq(workspaces.id, ctx.workspaceId));
    ctx.emit(workspaceUpdated, ctx.workspaceId, {
      before: relevantSettings(found),
      after: relevantSettings({ ...found, ...changes.after }),
    });
    await ctx.audit({
      action: "workspace.updated",
      subjectType: "workspace",
      subjectId: ctx.workspaceId,
      ...changes,
    });
    // Agents who no longer see every ticket must not go on hearing of every ticket.
    if (changes.after.agentsSeeAllTickets === false) await endAccess(ctx);
    else ctx.afterCommit(forgetAccess);
  },
});
