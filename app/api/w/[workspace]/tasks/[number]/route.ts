import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { getTask } from "@/lib/domain/tasks/queries/get-task";

/** A task by its number, for its panel. */
export const GET = route<{ workspace: string; number: string }>(
  "tasks.task",
  "cookies",
  async (request, { workspace, number }) => read(getTask, await memberCaller(workspace, request), { number }),
);
