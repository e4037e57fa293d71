import type { epicStatuses, taskTypes, workStatuses } from "@/db/schema";
import { mayMove as mayMoveTicket, nextStatuses as nextOfTicket } from "./ticket-status";
import type { TicketStatus } from "./views";

export type TaskType = (typeof taskTypes)[number];
/** Types of work that is no ticket. */
export type WorkType = Exclude<TaskType, "ticket">;
type WorkStatus = (typeof workStatuses)[number];
type EpicStatus = (typeof epicStatuses)[number];
export type TaskStatus = TicketStatus | WorkStatus | EpicStatus;

/** The state machine of tasks and bugs (spec "State machines"). */
const workMoves: Record<WorkStatus, readonly WorkStatus[]> = {
  backlog: ["todo", "cancelled"],
  todo: ["backlog", "in_progress", "cancelled"],
  in_progress: ["todo", "in_review", "done", "cancelled"],
  in_review: ["in_progress", "done", "cancelled"],
  done: ["in_progress"],
  cancelled: ["backlog"],
};

/** Of epics. */
const epicMoves: Record<EpicStatus, readonly EpicStatus[]> = {
  open: ["in_progress", "cancelled"],
  in_progress: ["open", "done", "cancelled"],
  done: ["in_progress"],
  cancelled: ["open"],
};

/** Where a task may go from a status; nowhere from one that its type doesn't have. */
export function nextStatuses(type: TaskType, from: TaskStatus): TaskStatus[] {
  if (type === "ticket") return nextOfTicket(from as TicketStatus);
  const moves: Partial<Record<TaskStatus, readonly TaskStatus[]>> = type === "epic" ? epicMoves : workMoves;
  return [...(moves[from] ?? [])];
}

export function mayMove(type: TaskType, from: TaskStatus, to: TaskStatus): boolean {
  if (type === "ticket") return mayMoveTicket(from as TicketStatus, to as TicketStatus);
  return nextStatuses(type, from).includes(to);
}

/** The statuses of a type, in the order of the work. */
export function statusesOf(type: WorkType): TaskStatus[] {
  return Object.keys(type === "epic" ? epicMoves : workMoves) as TaskStatus[];
}

/** Where new work begins. */
export const firstStatus = (type: WorkType): TaskStatus => (type === "epic" ? "open" : "backlog");

/** Nothing is left to do: it was done or given up. */
export const isOver = (status: TaskStatus): boolean =>
  status === "done" || status === "cancelled" || status === "resolved" || status === "closed";

/** To which status undoing a move leads; null when the machine knows no way back. */
export function wayBack(type: TaskType, before: TaskStatus, after: TaskStatus): TaskStatus | null {
  // A ticket that was new can't be new again, but undoing still gives it back to those who work on it.
  const back = before === "new" ? "open" : before;
  return mayMove(type, after, back) ? back : null;
}

/**
 * The moves by which undoing leads back; none where there is no way. What was over goes by where its type begins anew,
 * where it can't go straight back.
 */
export function pathBack(type: TaskType, before: TaskStatus, after: TaskStatus): TaskStatus[] {
  const back = wayBack(type, before, after);
  if (back) return [back];
  const anew = whenReopened(type, after);
  const leads = isOver(after) && mayMove(type, after, anew) && mayMove(type, anew, before);
  return leads ? [anew, before] : [];
}

/** What `#close` makes of a task: a ticket is resolved, then closed; other work is done. */
export function whenClosed(type: TaskType, status: TaskStatus): TaskStatus {
  if (type !== "ticket") return "done";
  return status === "resolved" ? "closed" : "resolved";
}

/** What `#reopen` makes of a task. */
export function whenReopened(type: TaskType, status: TaskStatus): TaskStatus {
  if (type === "ticket") return "open";
  if (status === "cancelled") return firstStatus(type);
  return "in_progress";
}
