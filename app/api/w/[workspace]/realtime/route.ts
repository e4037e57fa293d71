import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { getMemberChannels } from "@/lib/realtime/queries/get-member-channels";

/** How a member's browser connects, and what it subscribes to. */
export const GET = route<{ workspace: string }>(
  "realtime.channels",
  "cookies",
  async (request, { workspace }) => read(getMemberChannels, await memberCaller(workspace, request), {}),
);
