import { firstStatus } from "@/lib/domain/tasks/task-status";
import { rulesOf, type Tag, type TaskType } from "@/lib/hashtags/tags";
import type { TaskStatus } from "@/lib/hashtags/words";
import type { CommandPlace } from "./views";

/** What a command acts on; `made`: by the same message. */
export type Subject = { type: TaskType; status: TaskStatus; mayChange: boolean; made: boolean };

/**
 * What a command of a message acts on: what the last one before it creates, else what the chat is about.
 * @param before the commands that stand before it
 */
export function subjectOf(place: CommandPlace, before: readonly { tag: Tag }[]): Subject | null {
  const type = before.map(({ tag }) => rulesOf(tag).creates).findLast((creates) => creates !== null);
  if (type) return { type, status: firstStatus(type), mayChange: true, made: true };
  return place.task && { ...place.task, made: false };
}

/** Whether a command is worth offering there: it could be carried out. */
export function isPossible(tag: Tag, place: CommandPlace, before: readonly { tag: Tag }[]): boolean {
  const rules = rulesOf(tag);
  if (rules.creates) return place.mayCreate;
  const subject = subjectOf(place, before);
  return subject?.mayChange === true && rules.on.includes(subject.type);
}
