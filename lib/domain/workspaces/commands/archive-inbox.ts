import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { inboxes } from "@/db/schema";
import { forgetAccess } from "@/lib/auth/access-cache";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/core/input";
import { inboxChanged } from "../events";
import { findInbox } from "../policy";

/** Takes a chat page away; its conversations stay. @throws AppError NOT_FOUND */
export const archiveInbox = command({
  name: "workspaces.archiveInbox",
  permission: "inbox:manage",
  input: z.object({ inboxId: anyId }),
  async handle(ctx, { inboxId }) {
    const { teamId, requireIdentity, name } = await findInbox(ctx, inboxId);
    await ctx.tx
      .update(inboxes)
      .set({ archivedAt: sql`now()`, updatedAt: sql`now()` })
      .where(and(eq(inboxes.workspaceId, ctx.workspaceId), eq(inboxes.id, inboxId)));
    ctx.emit(inboxChanged, inboxId, { inboxId, before: { teamId, requireIdentity }, after: null });
    await ctx.audit({
      action: "inbox.archived",
      subjectType: "inbox",
      subjectId: inboxId,
      before: { name },
    });
    ctx.afterCommit(forgetAccess);
  },
});
