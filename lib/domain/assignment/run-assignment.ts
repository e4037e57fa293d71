import { run } from "@/lib/core/command";
import { systemCaller } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { StoredEvent } from "@/lib/core/events";
import { needsSomebody } from "@/lib/domain/tasks/assignment-people";
import { handOverReopened } from "@/lib/domain/tasks/commands/hand-over-reopened";
import { taskAssigned, taskStatusChanged, ticketOpened, ticketSnoozed } from "@/lib/domain/tasks/events";
import {
  memberAvailabilityChanged,
  memberCapacityChanged,
  memberJoined,
  teamChanged,
  workspaceUpdated,
} from "@/lib/domain/workspaces/events";
import { handOutWaiting } from "./hand-out-waiting";

/** Changes of people and teams after which somebody may take more than before. */
const moreHands = new Set([
  memberAvailabilityChanged.name,
  memberCapacityChanged.name,
  memberJoined.name,
  teamChanged.name,
  workspaceUpdated.name,
]);

/** Whether a ticket may wait since an event, or somebody may take one. */
export function concernsAssignment(event: StoredEvent): boolean {
  const { name, payload } = event;
  if (name === ticketOpened.name || moreHands.has(name)) return true;
  if (payload.type !== "ticket") return false;
  if (name === ticketSnoozed.name) return true;
  if (name === taskStatusChanged.name) {
    return needsSomebody(String(payload.before)) !== needsSomebody(String(payload.after));
  }
  if (name !== taskAssigned.name) return false;
  const change = taskAssigned.schema.safeParse(payload);
  // Taken from nobody and given to somebody: nothing waits by that, and nobody has more room.
  return (
    change.success &&
    (change.data.before.assigneeUserId !== null || change.data.after.assigneeUserId === null)
  );
}

const isReopening = ({ name, payload }: StoredEvent): boolean =>
  name === taskStatusChanged.name && needsSomebody(String(payload.after));

/**
 * Hands on reopened tickets whose owners are away, then hands out what waits. May run twice for the same events: each
 * ticket is decided on as it is. @throws what is no refusal: then it is tried again later
 */
export async function runAssignment(events: StoredEvent[]): Promise<void> {
  for (const { workspaceId, payload } of events.filter(isReopening)) {
    const caller = systemCaller(workspaceId, "assignment");
    await run(handOverReopened, caller, { ticketId: String(payload.taskId) }).catch((error) => {
      if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
    });
  }
  const workspaces = new Set(events.map(({ workspaceId }) => workspaceId));
  for (const workspaceId of workspaces) await handOutWaiting(workspaceId);
}
