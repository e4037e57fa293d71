import { ssoRoleMappings } from "@/db/schema";
import { command } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { ssoMappingInput } from "../input";
import { lockWorkspace, requireMayGrant } from "../policy";

/**
 * Says which role a value of the sign-in provider's claim gives here; a value that is mapped already gets the new role.
 * @throws AppError FORBIDDEN for a role above one's own
 */
export const saveSsoMapping = command({
  name: "workspaces.saveSsoMapping",
  permission: "workspace:manage",
  input: ssoMappingInput,
  async handle(ctx, { claimValue, role }) {
    await lockWorkspace(ctx);
    await requireMayGrant(ctx, role);
    const [saved] = await ctx.tx
      .insert(ssoRoleMappings)
      .values({ workspaceId: ctx.workspaceId, id: newId(), claimValue, role })
      .onConflictDoUpdate({
        target: [ssoRoleMappings.workspaceId, ssoRoleMappings.claimValue],
        set: { role },
      })
      .returning({ id: ssoRoleMappings.id });
    await ctx.audit({
      action: "sso_mapping.saved",
      subjectType: "sso_mapping",
      subjectId: saved!.id,
      after: { claimValue, role },
    });
    return { id: saved!.id };
  },
});
