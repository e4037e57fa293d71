import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { ssoRoleMappings } from "@/db/schema";
import { command } from "@/lib/core/command";
import { notFound } from "@/lib/core/errors";
import { anyId } from "@/lib/core/input";

/** Who signs in with this value no longer becomes a member; those who are stay. @throws AppError NOT_FOUND */
export const deleteSsoMapping = command({
  name: "workspaces.deleteSsoMapping",
  permission: "workspace:manage",
  input: z.object({ mappingId: anyId }),
  async handle(ctx, { mappingId }) {
    const [deleted] = await ctx.tx
      .delete(ssoRoleMappings)
      .where(and(eq(ssoRoleMappings.workspaceId, ctx.workspaceId), eq(ssoRoleMappings.id, mappingId)))
      .returning({ claimValue: ssoRoleMappings.claimValue, role: ssoRoleMappings.role });
    if (!deleted) throw notFound();
    await ctx.audit({
      action: "sso_mapping.deleted",
      subjectType: "sso_mapping",
      subjectId: mappingId,
      before: deleted,
    });
  },
});
