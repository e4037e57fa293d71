import type { CaretContext } from "@/components/chat/composer/caret-context";
import type { Edit } from "@/components/chat/composer/format-text";
import type { CannedReply } from "@/lib/domain/canned-replies/views";
import type { Mention, NameOffer } from "@/lib/domain/chats/views";
import { isPossible, subjectOf } from "@/lib/domain/commands/command-subject";
import type { CommandPlace } from "@/lib/domain/commands/views";
import { nameFit, rankByName } from "@/lib/domain/people/rank-names";
import { nextStatuses } from "@/lib/domain/tasks/task-status";
import type { TaskSuggestion } from "@/lib/domain/tasks/views";
import { parseCommands } from "@/lib/hashtags/parse";
import { valuesOf } from "@/lib/hashtags/read-action";
import { type ParamKey, rulesOf, type Tag, tags, type ValueKind } from "@/lib/hashtags/tags";
import { fillVariables, findVariables, type VariableValues } from "@/lib/reply-variables/variables";

/** Something that can take the place of what is typed. */
export type Suggestion = {
  key: string;
  /** What it puts there. */
  insert: string;
  /** Whom it names; they are told of the message. */
  mention?: Mention;
} & (
  | { kind: "name"; name: NameOffer }
  | { kind: "command"; tag: Tag }
  | { kind: "param"; param: ParamKey }
  | { kind: "value"; of: ValueKind; value: string }
  | { kind: "task"; task: TaskSuggestion }
  | { kind: "emoji"; emoji: string; label: string }
  | { kind: "canned"; reply: CannedReply }
);

/** Commands before a place in a text: what stands there acts on what they create. */
export const commandsBefore = (text: string, from: number) => parseCommands(text.slice(0, from)).commands;

/** @param words what a command does, in the reader's language: they may look for that too */
export function commandSuggestions(
  typed: string,
  {
    place,
    before,
    words,
  }: { place: CommandPlace; before: readonly { tag: Tag }[]; words: (tag: Tag) => string },
): Suggestion[] {
  const possible = (Object.keys(tags) as Tag[]).filter((tag) => isPossible(tag, place, before));
  const named = rankByName(possible, typed, (tag) => [tag, apart(tag), words(tag)]);
  return named.map((tag) => ({ kind: "command", key: tag, tag, insert: `#${tag}` }));
}

/** `setDueDate` as words. */
const apart = (tag: string) => tag.replace(/([A-Z])/g, " $1");

/** Parameters of a command that it doesn't have yet. */
export function paramSuggestions(typed: string, tag: Tag, behindTag: string): Suggestion[] {
  const written = behindTag.toLowerCase();
  return rulesOf(tag)
    .params.filter((param) => param.startsWith(typed.toLowerCase()) && !written.includes(`${param}:`))
    .map((param) => ({ kind: "param", key: param, param, insert: `${param}:` }));
}

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/**
 * Values of a command or parameter, other than people.
 * @param words what a value is called in the reader's language
 */
export function valueSuggestions(
  context: Extract<CaretContext, { kind: "value" }>,
  about: {
    place: CommandPlace;
    before: readonly { tag: Tag }[];
    words: (value: string) => string;
    /** Whether what is typed is a value itself, as a date is. */
    isValue: (typed: string) => boolean;
  },
): Suggestion[] {
  const { of, query, tag } = context;
  const creates = rulesOf(tag).creates;
  const subject = creates ? null : subjectOf(about.place, about.before);
  if (!creates && !subject?.mayChange) return [];
  if (of === "title" || of === "assignee") return [];
  if (of === "tags") return tagSuggestions(query, about.place.tags);
  const isDay = of === "date" || of === "time";
  const all =
    of === "status" && subject
      ? nextStatuses(subject.type, subject.status)
      : valuesOf(of, creates ?? subject?.type ?? null);
  const typed = query.trim();
  const more = isDay && typed !== "" ? weekdays.filter((day) => !all.includes(day)) : [];
  const named = rankByName([...all, ...more], typed, (value) => [value, about.words(value)]);
  const fitting = typed.startsWith("+") ? named.filter((value) => value.startsWith(typed)) : named;
  const own = isDay && about.isValue(typed) && !fitting.includes(typed) ? [typed] : [];
  return [...own, ...fitting].map((value) => ({ kind: "value", key: value, of, value, insert: value }));
}

const mostTags = 20;

/** Tags by name; one of several words in quotes, since it could go on. */
function tagSuggestions(typed: string, names: readonly string[]): Suggestion[] {
  const named = rankByName(names, typed, (name) => [name]).slice(0, mostTags);
  return named.map((name) => ({
    kind: "value",
    key: name,
    of: "tags",
    value: name,
    insert: /\s/.test(name) ? `"${name}"` : name,
  }));
}

/** To whom a command can give work: oneself, nobody, or somebody by name. */
export function holderSuggestions(
  context: Extract<CaretContext, { kind: "value" }>,
  offers: readonly NameOffer[],
  { words, made }: { words: (value: string) => string; made: boolean },
): Suggestion[] {
  const typed = context.query.replace(/^@/, "").trim();
  const fixed = rankByName(["@me", "none"], typed, (value) => [value, words(value)]);
  const isMention = context.query.startsWith("@");
  return [
    ...fixed
      .filter((value) => !isMention || value.startsWith("@"))
      .map((value): Suggestion => ({ kind: "value", key: value, of: "assignee", value, insert: value })),
    ...offers.map((name): Suggestion => {
      const isAmbiguous = offers.filter((other) => other.name === name.name).length > 1;
      const at = `@${name.name}`;
      return {
        ...{ kind: "name", name, key: `${name.kind} ${name.id}` },
        insert: context.param && /\s/.test(name.name) ? `"${at}"` : at,
        // Of several who are called so, naming them says who; who holds a chat's own task can be named in it.
        ...(isAmbiguous && !made && name.kind === "member" ? { mention: toMention(name) } : {}),
      };
    }),
  ];
}

export const nameSuggestions = (offers: readonly NameOffer[]): Suggestion[] =>
  offers.map((name) => ({
    ...{ kind: "name", name, key: `${name.kind} ${name.id}` },
    insert: `@${name.name}`,
    mention: toMention(name),
  }));

const toMention = ({ kind, id, name }: NameOffer): Mention => ({ kind, id, name });

export const taskSuggestions = (found: readonly TaskSuggestion[]): Suggestion[] =>
  found.map((task) => ({ kind: "task", key: `task ${task.number}`, task, insert: `#${task.number}` }));

type NamedEmoji = { emoji: string; label: string; tags: readonly string[] };
const mostEmoji = 8;

/** Emoji by what they are called; those used lately come first. */
export function emojiSuggestions(
  typed: string,
  all: readonly NamedEmoji[],
  recent: readonly string[],
): Suggestion[] {
  const wanted = typed.replaceAll("_", " ").toLowerCase();
  const lately = new Map(recent.map((emoji, index) => [emoji, index]));
  const place = ({ emoji }: NamedEmoji) => lately.get(emoji) ?? recent.length;
  const fitOf = ({ label, tags }: NamedEmoji) => {
    if (label.toLowerCase() === wanted || tags.includes(wanted)) return 0;
    if (/[^\p{L}\p{N}\s-]/u.test(wanted)) return null;
    const fits = [nameFit(label, wanted), ...tags.map((tag) => nameFit(tag, wanted))];
    const best = fits.filter((fit) => fit !== null);
    return best.length > 0 ? 1 + Math.min(...best) : null;
  };
  return all
    .flatMap((one) => {
      const fit = fitOf(one);
      return fit === null ? [] : [{ one, fit }];
    })
    .sort((a, b) => a.fit - b.fit || place(a.one) - place(b.one))
    .slice(0, mostEmoji)
    .map(({ one: { emoji, label } }) => ({ kind: "emoji", key: emoji, emoji, label, insert: emoji }));
}

const mostCanned = 50;

/** Canned replies by shortcut or title, filled in; one that is called exactly so comes first. */
export function cannedSuggestions(
  typed: string,
  replies: readonly CannedReply[],
  values: VariableValues,
): Suggestion[] {
  const fitting = rankByName(replies, typed, ({ shortcut, title }) => [shortcut, title]);
  const isMeant = ({ shortcut }: CannedReply) => shortcut === typed.toLowerCase();
  return [...fitting.filter(isMeant), ...fitting.filter((reply) => !isMeant(reply))]
    .slice(0, mostCanned)
    .map((reply) => ({
      ...{ kind: "canned", key: reply.id, reply },
      insert: fillVariables(reply.body, values),
    }));
}

/** Puts a suggestion in the place of what is typed, with the rest of the word, and a space behind it. */
export function takeEdit(
  text: string,
  caret: number,
  from: number,
  { insert, kind }: Pick<Suggestion, "insert"> & { kind?: Suggestion["kind"] },
): Edit {
  const rest = /^[\p{L}\p{N}_]*/u.exec(text.slice(caret))?.[0].length ?? 0;
  const to = caret + rest;
  if (kind === "canned") return { from, to, insert, ...blankIn(insert, from) };
  // Behind `severity:` its value follows at once.
  const space = insert.endsWith(":") || /^[)\]}.,;:!?»”"']/.test(text.slice(to)) ? "" : " ";
  const hasSpace = space !== "" && text[to] === " ";
  const end = from + insert.length + space.length;
  return { from, to: hasSpace ? to + 1 : to, insert: insert + space, start: end, end };
}

/** What is selected of an inserted text: its first variable that has to be filled in, or nothing, at its end. */
function blankIn(insert: string, from: number): { start: number; end: number } {
  const [blank] = findVariables(insert);
  const { start, end } = blank ?? { start: insert.length, end: insert.length };
  return { start: from + start, end: from + end };
}

/** Whether exactly that stands there already: then Enter means what it always means. */
export const isTaken = (
  text: string,
  caret: number,
  from: number,
  { insert, mention }: Suggestion,
): boolean => mention === undefined && text.slice(from, caret).toLowerCase() === insert.toLowerCase();
