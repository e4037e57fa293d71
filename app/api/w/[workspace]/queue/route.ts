import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { listQueue } from "@/lib/domain/tasks/queries/list-queue";

/** A page of the support queue: the parameters are those of its own address, with `cursor` for the pages after the first. */
export const GET = route<{ workspace: string }>("tasks.queue", "cookies", async (request, { workspace }) => {
  const caller = await memberCaller(workspace, request);
  const params = new URL(request.url).searchParams;
  const cursor = params.get("cursor") ?? undefined;
  params.delete("cursor");
  return read(listQueue, caller, { address: params.toString(), cursor });
});
