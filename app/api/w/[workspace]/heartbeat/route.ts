import { memberCaller } from "@/lib/auth/callers";
import { run } from "@/lib/core/command";
import { readInput, route } from "@/lib/core/route";
import { memberHeartbeat } from "@/lib/domain/presence/commands/heartbeat";

/** A member's open tab says that it is there. */
export const POST = route<{ workspace: string }>(
  "presence.heartbeat",
  "cookies",
  async (request, { workspace }) =>
    run(memberHeartbeat, await memberCaller(workspace, request), await readInput(request)),
);
