import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { listBulkChanges } from "@/lib/domain/tasks/queries/list-bulk-changes";

/** The member's changes of many tickets: those under way, and those whose summary they have not put away. */
export const GET = route<{ workspace: string }>(
  "tasks.bulkChanges",
  "cookies",
  async (request, { workspace }) => read(listBulkChanges, await memberCaller(workspace, request), {}),
);
