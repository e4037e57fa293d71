import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { workspaces } from "@/db/schema";
import { command } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { workspaceUpdated } from "../events";
import { endAccess, lockWorkspace } from "../policy";
import { relevantSettings } from "../settings";

/**
 * Closes a workspace to everybody, customers included; nothing is deleted and an admin can restore it.
 * @throws AppError INVALID naming `name` unless the workspace's name is repeated
 */
export const archiveWorkspace = command({
  name: "workspaces.archive",
  permission: "workspace:manage",
  input: z.object({ name: z.string().max(200) }),
  async handle(ctx, { name }) {
    const found = await lockWorkspace(ctx);
    if (name.trim() !== found.name) throw invalid("name", "does_not_match", { expected: found.name });
    await ctx.tx
      .update(workspaces)
      .set({ archivedAt: sql`now()`, updatedAt: sql`now()` })
      .where(eq(workspaces.id, ctx.workspaceId));
    const before = relevantSettings(found);
    ctx.emit(workspaceUpdated, ctx.workspaceId, { before, after: { ...before, archived: true } });
    await ctx.audit({
      action: "workspace.archived",
      subjectType: "workspace",
      subjectId: ctx.workspaceId,
    });
    await endAccess(ctx);
  },
});
