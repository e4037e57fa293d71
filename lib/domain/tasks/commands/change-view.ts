import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { savedViews } from "@/db/schema";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/core/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { keptAddress, viewName } from "../queue/input";
import { recordView } from "../queue/record-view";
import { findOwnView, listViews, type SavedView } from "../queue/saved-views";

/** Renames a kept view, or lets it show what is on the screen. @throws AppError NOT_FOUND, FORBIDDEN */
export const changeView = command({
  name: "tasks.changeView",
  permission: "ticket:handle",
  rateLimit: taskChangesPerMinute,
  input: z.object({ viewId: anyId, name: viewName.optional(), address: keptAddress.optional() }),
  async handle(ctx, { viewId, name, address }): Promise<SavedView> {
    const before = await findOwnView(ctx, viewId);
    const one = eq(savedViews.id, viewId);
    await ctx.tx
      .update(savedViews)
      .set({ name, address, updatedAt: sql`now()` })
      .where(and(eq(savedViews.workspaceId, ctx.workspaceId), one));
    const after = (await listViews(ctx, one))[0]!;
    await recordView(ctx, viewId, { before, after });
    return after;
  },
});
