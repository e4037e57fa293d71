import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { listTags } from "@/lib/domain/tasks/queries/list-tags";

/** The tags to choose from. */
export const GET = route<{ workspace: string }>("tasks.tags", "cookies", async (request, { workspace }) =>
  read(listTags, await memberCaller(workspace, request), {}),
);
