import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { savedViews } from "@/db/schema";
import { command } from "@/lib/core/command";
import { forbidden, notFound } from "@/lib/core/errors";
import { anyId } from "@/lib/core/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { viewsArranged } from "../events";
import { listViews, mostViews } from "../queue/saved-views";

/** Puts kept views in this order among each other. @throws AppError NOT_FOUND, FORBIDDEN */
export const arrangeViews = command({
  name: "tasks.arrangeViews",
  permission: "ticket:handle",
  rateLimit: taskChangesPerMinute,
  input: z.object({ viewIds: z.array(anyId).min(1).max(mostViews) }),
  async handle(ctx, { viewIds }) {
    const found = await listViews(ctx, inArray(savedViews.id, viewIds));
    if (found.length !== new Set(viewIds).size) throw notFound();
    if (!found.every(({ mayChange }) => mayChange)) throw forbidden();
    await ctx.tx
      .update(savedViews)
      .set({ position: sql`array_position(${`{${viewIds.join(",")}}`}::uuid[], ${savedViews.id})` })
      .where(and(eq(savedViews.workspaceId, ctx.workspaceId), inArray(savedViews.id, viewIds)));
    ctx.emit(viewsArranged, ctx.workspaceId, { viewIds });
  },
});
