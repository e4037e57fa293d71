import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { listQueueViews } from "@/lib/domain/tasks/queries/list-views";

/** The member's views of the support queue with their counts. */
export const GET = route<{ workspace: string }>(
  "tasks.queueViews",
  "cookies",
  async (request, { workspace }) => read(listQueueViews, await memberCaller(workspace, request), {}),
);
