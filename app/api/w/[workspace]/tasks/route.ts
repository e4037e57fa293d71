import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { listTaskRefs } from "@/lib/domain/tasks/queries/get-task";

/** What tasks are called, by their numbers: `?number=141&number=142`. */
export const GET = route<{ workspace: string }>("tasks.refs", "cookies", async (request, { workspace }) => {
  const numbers = new URL(request.url).searchParams.getAll("number");
  return read(listTaskRefs, await memberCaller(workspace, request), { numbers });
});
