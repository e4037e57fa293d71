import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { savedViews } from "@/db/schema";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/core/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { recordView } from "../queue/record-view";
import { findOwnView } from "../queue/saved-views";

/** Deletes a kept view; saving it again under its id undoes that. @throws AppError NOT_FOUND, FORBIDDEN */
export const deleteView = command({
  name: "tasks.deleteView",
  permission: "ticket:handle",
  rateLimit: taskChangesPerMinute,
  input: z.object({ viewId: anyId }),
  async handle(ctx, { viewId }) {
    const before = await findOwnView(ctx, viewId);
    await ctx.tx
      .delete(savedViews)
      .where(and(eq(savedViews.workspaceId, ctx.workspaceId), eq(savedViews.id, viewId)));
    await recordView(ctx, viewId, { before, after: null });
  },
});
