import { and, eq, isNull } from "drizzle-orm";
import { cannedReplies } from "@/db/schema";
import { command } from "@/lib/core/command";
import { conflict } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { changesPerMinute } from "@/lib/domain/chats/rate-limits";
import { memberActor } from "@/lib/domain/workspaces/policy";
import { refuseTaken } from "@/lib/domain/workspaces/refuse-taken";
import { newCannedReply } from "../input";
import { mostPersonal, mostShared } from "../limits";
import { requireMayChange } from "../policy";
import { recordChange } from "../record";

/** @throws AppError INVALID naming `shortcut` when another one of that scope has it; CONFLICT when there are too many */
export const createCannedReply = command({
  name: "cannedReplies.create",
  permission: "canned-reply:use",
  rateLimit: changesPerMinute,
  input: newCannedReply,
  async handle(ctx, { scope, shortcut, title, body }) {
    requireMayChange(ctx, scope);
    const { workspaceId, tx } = ctx;
    const { userId } = memberActor(ctx);
    const ownerUserId = scope === "shared" ? null : userId;
    const limit = scope === "shared" ? mostShared : mostPersonal;
    const sameOwner =
      ownerUserId === null ? isNull(cannedReplies.ownerUserId) : eq(cannedReplies.ownerUserId, ownerUserId);
    // Who asks at the same moment may come one above it: the limit keeps lists short, and nothing depends on it.
    const there = await tx.$count(cannedReplies, and(eq(cannedReplies.workspaceId, workspaceId), sameOwner));
    if (there >= limit) throw conflict("too_many_canned_replies", { limit });
    const id = newId();
    const row = { workspaceId, id, ownerUserId, shortcut, title, body, updatedBy: userId };
    await refuseTaken("shortcut", tx.insert(cannedReplies).values(row));
    await recordChange(ctx, id, { before: null, after: { scope, shortcut, title, body } });
    return { id };
  },
});
