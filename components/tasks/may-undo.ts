import type { EventLine } from "@/lib/domain/chats/views";
import type { LinkedTask } from "@/lib/domain/tasks/views";

/** Whether the reader may undo what a line of a chat tells of: a guess for what to offer, the server decides. */
export type MayUndo = (event: EventLine) => boolean;

/**
 * @param own whether the reader may change what the chat is about
 * @param links what that is linked with: lines also tell of those
 * @param closed whether it is a ticket that stays closed
 */
export function mayUndoWith(own: boolean, links: readonly LinkedTask[], closed = false): MayUndo {
  return (event) => {
    const about = event.task?.number ?? otherEnd(event);
    if (about === null) return own && !(closed && wouldOpen.has(event.name));
    return links.some(({ number, mayChange }) => number === about && mayChange);
  };
}

/** A link belongs to the task that it was made from. */
function otherEnd(event: EventLine): number | null {
  return (event.name === "linked" || event.name === "unlinked") && event.inverse ? event.other.number : null;
}

const wouldOpen = new Set<EventLine["name"]>([
  "status_changed",
  "resolved",
  "reopened",
  "snoozed",
  "unsnoozed",
]);
