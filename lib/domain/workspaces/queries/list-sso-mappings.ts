import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { ssoRoleMappings } from "@/db/schema";
import { query } from "@/lib/core/query";
import type { SsoMapping } from "../views";

export const listSsoMappings = query({
  name: "workspaces.listSsoMappings",
  permission: "workspace:manage",
  input: z.object({}),
  read: (ctx): Promise<SsoMapping[]> =>
    ctx.tx
      .select({ id: ssoRoleMappings.id, claimValue: ssoRoleMappings.claimValue, role: ssoRoleMappings.role })
      .from(ssoRoleMappings)
      .where(eq(ssoRoleMappings.workspaceId, ctx.workspaceId))
      .orderBy(asc(ssoRoleMappings.claimValue)),
});
