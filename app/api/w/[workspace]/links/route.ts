import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route, searchInput } from "@/lib/core/route";
import { listLinks } from "@/lib/domain/tasks/queries/get-task";

/** What a task is linked with: `?taskId=`. */
export const GET = route<{ workspace: string }>("tasks.links", "cookies", async (request, { workspace }) =>
  read(listLinks, await memberCaller(workspace, request), searchInput(request, ["taskId"])),
);
