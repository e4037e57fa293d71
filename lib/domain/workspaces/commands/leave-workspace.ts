import { z } from "zod";
import { command } from "@/lib/core/command";
import { endMembership } from "../end-membership";
import { lockWorkspace, memberActor } from "../policy";

/** Ends one's own membership. @throws AppError CONFLICT for the last admin */
export const leaveWorkspace = command({
  name: "workspaces.leave",
  permission: "workspace:read",
  input: z.object({}),
  async handle(ctx) {
    await lockWorkspace(ctx);
    return { released: await endMembership(ctx, memberActor(ctx).userId, true) };
  },
});
