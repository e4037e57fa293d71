import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { listFields } from "@/lib/domain/tasks/queries/list-fields";

/** The custom fields of tickets and tasks. */
export const GET = route<{ workspace: string }>("tasks.fields", "cookies", async (request, { workspace }) =>
  read(listFields, await memberCaller(workspace, request), {}),
);
