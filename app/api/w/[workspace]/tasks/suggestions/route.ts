import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route, searchInput } from "@/lib/core/route";
import { suggestTasks } from "@/lib/domain/tasks/queries/suggest-tasks";

/** Tasks to choose from while `#142` is being written. */
export const GET = route<{ workspace: string }>("tasks.suggest", "cookies", async (request, { workspace }) =>
  read(suggestTasks, await memberCaller(workspace, request), searchInput(request, ["q"])),
);
