import { z } from "zod";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/core/input";
import { endMembership } from "../end-membership";
import { findMember, lockWorkspace, requireMayGrant } from "../policy";

/**
 * Takes a member out of the workspace; their open tickets go back to the queue.
 * @throws AppError NOT_FOUND; FORBIDDEN for a role above one's own; CONFLICT for the last admin
 */
export const removeMember = command({
  name: "workspaces.removeMember",
  permission: "member:manage",
  input: z.object({ userId: anyId }),
  async handle(ctx, { userId }) {
    await lockWorkspace(ctx);
    await requireMayGrant(ctx, (await findMember(ctx, userId)).role);
    return { released: await endMembership(ctx, userId, false) };
  },
});
