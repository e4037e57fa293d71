import { memberCaller } from "@/lib/auth/callers";
import { run } from "@/lib/core/command";
import { readInput, route } from "@/lib/core/route";
import { undoChange } from "@/lib/domain/tasks/commands/undo-change";

/** Takes back what a line of a chat tells of. */
export const POST = route<{ workspace: string }>(
  "tasks.undoChange",
  "cookies",
  async (request, { workspace }) =>
    run(undoChange, await memberCaller(workspace, request), await readInput(request)),
);
