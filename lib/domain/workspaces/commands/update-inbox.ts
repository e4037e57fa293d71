import { and, eq, sql } from "drizzle-orm";
import { inboxes } from "@/db/schema";
import { forgetAccess } from "@/lib/auth/access-cache";
import { command } from "@/lib/core/command";
import { changesOf } from "../changes";
import { inboxChanged } from "../events";
import { updateInboxInput } from "../input";
import { findInbox, requireTeams } from "../policy";
import { refuseTaken } from "../refuse-taken";
import { relevantInbox } from "../settings";

/**
 * Changes what is given and leaves the rest.
 * @throws AppError NOT_FOUND for an unknown inbox or team; INVALID naming `publicKey` when it is taken
 */
export const updateInbox = command({
  name: "workspaces.updateInbox",
  permission: "inbox:manage",
  input: updateInboxInput,
  async handle(ctx, { inboxId, ...given }) {
    const found = await findInbox(ctx, inboxId);
    await requireTeams(ctx, given.teamId ? [given.teamId] : []);
    const changes = changesOf(found, given);
    if (!changes) return;
    await refuseTaken(
      "publicKey",
      ctx.tx
        .update(inboxes)
        .set({ ...changes.after, updatedAt: sql`now()` })
        .where(and(eq(inboxes.workspaceId, ctx.workspaceId), eq(inboxes.id, inboxId))),
    );
    ctx.emit(inboxChanged, inboxId, {
      inboxId,
      before: relevantInbox(found),
      after: relevantInbox({ ...found, ...changes.after }),
    });
    await ctx.audit({ action: "inbox.changed", subjectType: "inbox", subjectId: inboxId, ...changes });
    ctx.afterCommit(forgetAccess);
  },
});
