import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { inboxes, workspaces } from "@/db/schema";
import { notFound } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import type { TicketRules } from "../views";

/** What happens to tickets by themselves in this workspace. */
export const getTicketRules = query({
  name: "workspaces.getTicketRules",
  permission: "ticket-rules:manage",
  input: z.object({}),
  async read(ctx): Promise<TicketRules> {
    const [rows, open] = await Promise.all([
      ctx.tx
        .select({
          closeResolvedAfterDays: workspaces.closeResolvedAfterDays,
          archiveInactiveAfterDays: workspaces.archiveInactiveAfterDays,
          closeWarningDays: workspaces.closeWarningDays,
          closeWarningText: workspaces.closeWarningText,
        })
        .from(workspaces)
        .where(eq(workspaces.id, ctx.workspaceId)),
      ctx.tx
        .select({ id: inboxes.id, name: inboxes.name, warnsBeforeClosing: inboxes.warnsBeforeClosing })
        .from(inboxes)
        .where(and(eq(inboxes.workspaceId, ctx.workspaceId), isNull(inboxes.archivedAt)))
        .orderBy(asc(inboxes.name), asc(inboxes.id)),
    ]);
    const rules = rows[0];
    if (!rules) throw notFound();
    return { ...rules, inboxes: open };
  },
});
