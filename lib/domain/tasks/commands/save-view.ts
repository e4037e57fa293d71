import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { savedViews, viewScopes } from "@/db/schema";
import { command } from "@/lib/core/command";
import { conflict } from "@/lib/core/errors";
import { anyId } from "@/lib/core/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { memberActor } from "@/lib/domain/workspaces/policy";
import { keptAddress, viewName } from "../queue/input";
import { recordView } from "../queue/record-view";
import { listViews, mostViews, requireMayKeep, type SavedView } from "../queue/saved-views";

/**
 * Keeps what is on the screen as a view. The same id again changes nothing, so that a deleted view can be put back.
 * @throws AppError FORBIDDEN for whom the caller may not keep views; CONFLICT where there are very many
 */
export const saveView = command({
  name: "tasks.saveView",
  permission: "ticket:handle",
  rateLimit: taskChangesPerMinute,
  input: z.object({
    viewId: z.guid(),
    name: viewName,
    scope: z.enum(viewScopes),
    teamId: anyId.nullable().default(null),
    address: keptAddress,
    /** Where it stood before it was deleted; left out, it comes last. */
    position: z.number().int().min(0).max(1_000_000).optional(),
  }),
  async handle(ctx, { viewId, name, scope, teamId, address, position }): Promise<SavedView> {
    const { userId } = memberActor(ctx);
    await requireMayKeep(ctx, { scope, teamId });
    const beside = and(
      eq(savedViews.workspaceId, ctx.workspaceId),
      eq(savedViews.scope, scope),
      scope === "private" ? eq(savedViews.ownerUserId, userId) : undefined,
      teamId ? eq(savedViews.teamId, teamId) : undefined,
    );
    const [others] = await ctx.tx
      .select({
        count: sql<number>`count(*)::int`,
        last: sql<number>`coalesce(max(${savedViews.position}), 0)::int`,
      })
      .from(savedViews)
      .where(beside);
    if (others!.count >= mostViews) throw conflict("too_many_views", { limit: mostViews });
    const [made] = await ctx.tx
      .insert(savedViews)
      .values({
        workspaceId: ctx.workspaceId,
        id: viewId,
        name,
        scope,
        ownerUserId: userId,
        teamId,
        address,
        position: position ?? others!.last + 1,
      })
      .onConflictDoNothing()
      .returning({ id: savedViews.id });
    const [view] = await listViews(ctx, eq(savedViews.id, viewId));
    if (!view) throw conflict("view_id_in_use");
    if (made) await recordView(ctx, viewId, { before: null, after: view });
    return view;
  },
});
