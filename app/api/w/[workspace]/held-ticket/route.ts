import { memberCaller } from "@/lib/auth/callers";
import { run } from "@/lib/core/command";
import { readInput, route } from "@/lib/core/route";
import { holdTicket } from "@/lib/domain/tasks/commands/hold-ticket";

/** A member stays with the ticket that they were handed, or leaves it; also while the page is being closed. */
export const POST = route<{ workspace: string }>(
  "tasks.holdTicket",
  "cookies",
  async (request, { workspace }) =>
    run(holdTicket, await memberCaller(workspace, request), await readInput(request)),
);
