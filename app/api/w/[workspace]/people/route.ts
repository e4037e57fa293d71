import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { listAssignees } from "@/lib/domain/tasks/queries/list-assignees";

/** Who and which teams may hold a ticket. */
export const GET = route<{ workspace: string }>(
  "tasks.assignees",
  "cookies",
  async (request, { workspace }) => read(listAssignees, await memberCaller(workspace, request), {}),
);
