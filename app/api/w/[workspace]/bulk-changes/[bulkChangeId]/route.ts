import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { listBulkFailures } from "@/lib/domain/tasks/queries/list-bulk-changes";

/** Which tickets a change left as they were, and why; `after`: the last number of the page before. */
export const GET = route<{ workspace: string; bulkChangeId: string }>(
  "tasks.bulkFailures",
  "cookies",
  async (request, { workspace, bulkChangeId }) => {
    const caller = await memberCaller(workspace, request);
    const after = new URL(request.url).searchParams.get("after") ?? undefined;
    return read(listBulkFailures, caller, { bulkChangeId, after });
  },
);
