import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { countQueue } from "@/lib/domain/tasks/queries/list-bulk-changes";

/** How many tickets a place in the queue shows the member; the parameters are those of its own address. */
export const GET = route<{ workspace: string }>(
  "tasks.countQueue",
  "cookies",
  async (request, { workspace }) => {
    const address = new URL(request.url).searchParams.toString();
    return read(countQueue, await memberCaller(workspace, request), { address });
  },
);
