import { mayMove, nextStatuses, whenClosed, whenReopened } from "@/lib/domain/tasks/task-status";
import { type Command, parseCommands } from "@/lib/hashtags/parse";
import { type Action, readAction } from "@/lib/hashtags/read-action";
import { mostCommands, rulesOf } from "@/lib/hashtags/tags";
import type { TaskStatus } from "@/lib/hashtags/words";
import { type Subject, subjectOf } from "./command-subject";
import { unknownTag } from "./tag-names";
import type { CommandPlace, Refusal } from "./views";

/** A command of a message that is being written: what it will do, or why it won't. */
export type Preview = { command: Command } & (
  | { action: Action; refusal: null }
  | { action: null; refusal: Refusal }
);

/** Who is called so and could take the work; null while nobody knows. */
export type Called = string[] | null;

type Around = {
  place: CommandPlace;
  now: number;
  /** Names of those who are mentioned. */
  people: readonly string[];
  /** @param made work that the message makes, not what the chat is about */
  called: (name: string, made: boolean) => Called;
};

type Problem = Partial<Refusal> & Pick<Refusal, "reason">;

/**
 * What the commands of a message would do where it is written, as far as this can be known before it is sent; the
 * server decides again.
 */
export function previewCommands(text: string, around: Around): Preview[] {
  const { commands } = parseCommands(text, { people: around.people });
  const previews: Preview[] = [];
  /** Of what the next command acts on, after those before it. */
  let status: TaskStatus | null = null;
  for (const [index, command] of commands.slice(0, mostCommands + 1).entries()) {
    const before = commands.slice(0, index);
    const maker = before.findLastIndex(({ tag }) => rulesOf(tag).creates !== null);
    const subject = rulesOf(command.tag).creates ? null : subjectOf(around.place, before);
    if (index === 0 || maker === index - 1) status = subject?.status ?? null;
    const from: TaskStatus | null = status ?? subject?.status ?? null;
    const found: Action | Problem =
      index >= mostCommands
        ? { reason: "too_many" as const }
        : maker >= 0 && !rulesOf(command.tag).creates && previews[maker]?.refusal
          ? { reason: "after_refused" as const, given: `#${commands[maker]!.tag}` }
          : understand(command, subject, from, around);
    if ("reason" in found) {
      const about = { tag: command.tag, param: null, given: null, values: [] };
      previews.push({ command, action: null, refusal: { ...about, ...found } });
    } else {
      previews.push({ command, action: found, refusal: null });
      if (subject && from) status = moveOf(found, subject, from) ?? from;
    }
  }
  return previews;
}

function understand(
  command: Command,
  subject: Subject | null,
  status: TaskStatus | null,
  around: Around,
): Action | Problem {
  const { place, now } = around;
  const creates = rulesOf(command.tag).creates !== null;
  if (!creates && !subject) return { reason: "no_task" };
  const read = readAction(command, { now, zone: place.zone, type: subject?.type ?? null });
  if ("problem" in read) return read.problem;
  const { action } = read;
  const isAllowed = subject ? subject.mayChange : place.mayCreate;
  if (!isAllowed) return { reason: "refused", error: { code: "FORBIDDEN" } };
  if (action.do === "create" && action.title === null && !place.titled) return { reason: "title_missing" };
  const unknown = action.do === "tag" ? unknownTag(action, place.tags) : null;
  if (unknown) return { reason: "unknown_tag", ...unknown };
  return nameProblem(action, subject, around) ?? statusProblem(action, subject, status) ?? action;
}

function nameProblem(action: Action, subject: Subject | null, { called, people }: Around): Problem | null {
  const isCreation = action.do === "create";
  const who = isCreation ? action.assignee : action.do === "assign" ? action.to : undefined;
  if (who?.kind !== "named") return null;
  if (people.some((name) => name.toLowerCase() === who.name.toLowerCase())) return null;
  const names = called(who.name, subject === null || subject.made);
  if (names === null || names.length === 1) return null;
  return {
    reason: names.length === 0 ? "unknown_person" : "ambiguous_person",
    param: isCreation ? "assignee" : null,
    given: who.name,
    values: names.map((name) => `@${name}`),
  };
}

function statusProblem(action: Action, subject: Subject | null, status: TaskStatus | null): Problem | null {
  const to = subject && status && moveOf(action, subject, status);
  if (!to || to === status) return null;
  // Whoever answers a new ticket opens it.
  const starts: TaskStatus[] = status === "new" ? ["new", "open"] : [status];
  if (starts.some((from) => from === to || mayMove(subject.type, from, to))) return null;
  return { reason: "status_not_allowed", given: to, values: nextStatuses(subject.type, status) };
}

/** Where an action moves a task; null where it doesn't. */
function moveOf(action: Action, { type }: Subject, status: TaskStatus): TaskStatus | null {
  if (action.do === "setStatus") return action.status;
  if (action.do === "close") return whenClosed(type, status);
  if (action.do === "reopen") return whenReopened(type, status);
  return null;
}
