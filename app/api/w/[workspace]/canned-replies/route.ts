import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { listCannedReplies } from "@/lib/domain/canned-replies/queries/list-canned-replies";

/** What can be put into replies and notes. */
export const GET = route<{ workspace: string }>(
  "cannedReplies.list",
  "cookies",
  async (request, { workspace }) => read(listCannedReplies, await memberCaller(workspace, request), {}),
);
