import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { inboxes, teams } from "@/db/schema";
import { query } from "@/lib/core/query";
import type { Inbox } from "../views";

/** Chat pages that are open, by name. */
export const listInboxes = query({
  name: "workspaces.listInboxes",
  permission: "inbox:manage",
  input: z.object({}),
  async read(ctx): Promise<Inbox[]> {
    const rows = await ctx.tx
      .select({
        id: inboxes.id,
        name: inboxes.name,
        publicKey: inboxes.publicKey,
        greeting: inboxes.greeting,
        allowedOrigins: inboxes.allowedOrigins,
        requireIdentity: inboxes.requireIdentity,
        team: { id: teams.id, name: teams.name },
      })
      .from(inboxes)
      .leftJoin(teams, and(eq(teams.workspaceId, inboxes.workspaceId), eq(teams.id, inboxes.teamId)))
      .where(and(eq(inboxes.workspaceId, ctx.workspaceId), isNull(inboxes.archivedAt)))
      .orderBy(asc(inboxes.name), asc(inboxes.id));
    return rows;
  },
});
