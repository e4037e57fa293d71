import { eq } from "drizzle-orm";
import { z } from "zod";
import { workspaces } from "@/db/schema";
import { notFound } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import type { WorkspaceSettings } from "../views";

export const getSettings = query({
  name: "workspaces.getSettings",
  permission: "workspace:manage",
  input: z.object({}),
  async read(ctx): Promise<WorkspaceSettings> {
    const [row] = await ctx.tx
      .select({
        slug: workspaces.slug,
        name: workspaces.name,
        timeZone: workspaces.timeZone,
        agentsSeeAllTickets: workspaces.agentsSeeAllTickets,
        assignmentCapacity: workspaces.assignmentCapacity,
      })
      .from(workspaces)
      .where(eq(workspaces.id, ctx.workspaceId));
    if (!row) throw notFound();
    return row;
  },
});
