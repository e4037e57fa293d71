import type { Context } from "@/lib/core/context";
import type { Task } from "./policy";
import { getSummary } from "./summary";
import type { TicketSummary, WorkView } from "./views";
import { getWork } from "./work-view";

/**
 * A task as it is now, for who just changed it or was told that others did. Who gave it away sees it this once more.
 */
export async function presentState(
  ctx: Context,
  { taskId, type }: Pick<Task, "taskId" | "type">,
): Promise<{ ticket: TicketSummary; work: null } | { ticket: null; work: WorkView }> {
  return type === "ticket"
    ? { ticket: await getSummary(ctx, taskId), work: null }
    : { ticket: null, work: await getWork(ctx, taskId) };
}
