import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route, searchInput } from "@/lib/core/route";
import { listWorkHolders } from "@/lib/domain/tasks/queries/list-assignees";

/** Who and which teams may hold some work: `?taskId=`, or `?chatId=` for what would come from a chat. */
export const GET = route<{ workspace: string }>("tasks.holders", "cookies", async (request, { workspace }) =>
  read(listWorkHolders, await memberCaller(workspace, request), searchInput(request, ["taskId", "chatId"])),
);
