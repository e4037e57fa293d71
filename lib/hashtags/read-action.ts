import { type Clock, dayExamples, readDay, readTime, timeExamples } from "./days";
import type { Command } from "./parse";
import { type ParamKey, rulesOf, type TaskType, type ValueKind, type WorkType } from "./tags";
import {
  type Priority,
  plainWord,
  priorityNames,
  readPriority,
  readSeverity,
  readStatus,
  type Severity,
  severityNames,
  statusNames,
  type TaskStatus,
} from "./words";

/** Whom a command names. */
export type Who = { kind: "me" } | { kind: "none" } | { kind: "named"; name: string };

/** Names of the workspace's tags, without those that are said twice. */
export type TagNames = { add: string[]; remove: string[] };

/** What is created: the type, and what was said of it. */
export type Creation = {
  do: "create";
  type: WorkType;
  title: string | null;
  priority?: Priority;
  severity?: Severity;
  dueOn?: string | null;
  assignee?: Who;
};

/** What a command does once its words are understood. */
export type Action =
  | Creation
  | { do: "setStatus"; status: TaskStatus }
  | { do: "assign"; to: Who }
  | { do: "setPriority"; priority: Priority }
  | { do: "setSeverity"; severity: Severity }
  | { do: "setDueDate"; dueOn: string | null }
  | ({ do: "tag" } & TagNames)
  | { do: "snooze"; until: number | null }
  /** Into the ticket of that number. */
  | { do: "merge"; into: number }
  | { do: "close" }
  | { do: "reopen" };

/** Why a command can't be understood, with what would be right. */
export type Problem = {
  reason:
    | "value_missing"
    | "value_unknown"
    | "takes_no_value"
    | "param_unknown"
    | "param_twice"
    | "words_left"
    | "too_long"
    | "not_for_type";
  /** The parameter meant; null: the tag's own value. */
  param: ParamKey | null;
  /** As it was written. */
  given: string | null;
  /** Values that would be right. */
  values: string[];
};

type About = Clock & {
  /** The type of the task that it would change; null while unknown: then a status of any type will do. */
  type: TaskType | null;
};

const longestTitle = 200;
const every: TaskType[] = ["ticket", "task", "bug", "epic"];

/** Reads what a command asks for. Whether its author may do so, and whether it is possible now, isn't asked here. */
export function readAction(command: Command, about: About): { action: Action } | { problem: Problem } {
  try {
    return { action: actionOf(command, about) };
  } catch (error) {
    if (error instanceof Misread) return { problem: error.problem };
    throw error;
  }
}

class Misread extends Error {
  constructor(readonly problem: Problem) {
    super(problem.reason);
  }
}

function misread(reason: Problem["reason"], of: Partial<Problem> = {}): never {
  throw new Misread({ reason, param: null, given: null, values: [], ...of });
}

function actionOf(command: Command, about: About): Action {
  const { tag, value } = command;
  const rules = rulesOf(tag);
  if (!rules.creates && about.type && !rules.on.includes(about.type)) {
    misread("not_for_type", { values: [...rules.on] });
  }
  if (!rules.value && value !== null) misread("takes_no_value", { given: value });
  const known = paramsOf(command, about);
  if (command.extra !== null) misread("words_left", { given: command.extra });
  if (rules.creates) {
    if ((command.title?.length ?? 0) > longestTitle) misread("too_long", { given: command.title });
    return { do: "create", type: rules.creates, title: command.title, ...known };
  }
  const read = <K extends ValueKind>(kind: K) => readValue(kind, value, null, about);
  switch (tag) {
    case "setStatus":
      return { do: tag, status: read("status") };
    case "assign":
      return { do: tag, to: read("assignee") };
    case "setPriority":
      return { do: tag, priority: read("priority") };
    case "setSeverity":
      return { do: tag, severity: read("severity") };
    case "setDueDate":
      return { do: tag, dueOn: read("date") };
    case "tag":
      return { do: tag, ...read("tags") };
    case "snooze":
      return { do: tag, until: read("time") };
    case "merge":
      return { do: tag, into: read("ticket") };
    case "close":
    case "reopen":
      return { do: tag };
    default:
      throw new Error(`#${tag} has no meaning`);
  }
}

function paramsOf({ tag, params: given }: Command, about: About): Partial<Creation> {
  const allowed = rulesOf(tag).params;
  const found: Partial<Creation> = {};
  const seen = new Set<ParamKey>();
  for (const { key, value } of given) {
    if (!allowed.includes(key)) misread("param_unknown", { param: key, given: value, values: [...allowed] });
    if (seen.has(key)) misread("param_twice", { param: key, given: value });
    seen.add(key);
    if (key === "due") found.dueOn = readValue("date", value, key, about);
    else if (key === "assignee") found.assignee = readValue("assignee", value, key, about);
    else if (key === "priority") found.priority = readValue("priority", value, key, about);
    else found.severity = readValue("severity", value, key, about);
  }
  return found;
}

type Values = {
  title: string;
  status: TaskStatus;
  assignee: Who;
  priority: Priority;
  severity: Severity;
  date: string | null;
  time: number | null;
  tags: TagNames;
  ticket: number;
};

function readValue<K extends ValueKind>(
  kind: K,
  given: string | null,
  param: ParamKey | null,
  about: About,
): Values[K] {
  const values = valuesOf(kind, about.type);
  if (!given) misread("value_missing", { param, values });
  const value = readers[kind](given, about);
  if (value === undefined) misread("value_unknown", { param, given, values });
  return value;
}

const readers: { [K in ValueKind]: (text: string, about: About) => Values[K] | undefined } = {
  title: (text) => text,
  status: (text, { type }) => first(type ? [type] : every, (one) => readStatus(text, one)),
  assignee: readWho,
  priority: readPriority,
  severity: readSeverity,
  date: readDay,
  time: readTime,
  tags: readTags,
  ticket: readNumber,
};

/** The values to choose from, in the order in which they are offered; of people, tags and titles only the fixed words. */
export function valuesOf(kind: ValueKind, type: TaskType | null): string[] {
  switch (kind) {
    case "status":
      return [...new Set((type ? [type] : every).flatMap(statusNames))];
    case "assignee":
      return ["@me", "none"];
    case "priority":
      return [...priorityNames];
    case "severity":
      return [...severityNames];
    case "date":
      return [...dayExamples];
    case "time":
      return [...timeExamples];
    case "title":
    case "tags":
    case "ticket":
      return [];
  }
}

/** `vip, needs refund, -late`: the last one is taken away. */
function readTags(text: string): TagNames | undefined {
  const said = text.split(",").map((name) => /^(-?)\s*#?(.*)$/su.exec(name.trim())!);
  const names = (isRemoved: boolean) => [
    ...new Set(
      said.flatMap(([, minus, name]) => ((minus === "-") === isRemoved && name ? [name.trim()] : [])),
    ),
  ];
  const found = { add: names(false), remove: names(true) };
  return found.add.length + found.remove.length > 0 ? found : undefined;
}

/** As people write it: with `#` or without. */
function readNumber(text: string): number | undefined {
  const found = /^#?([1-9]\d{0,8})$/.exec(text.trim());
  return found ? Number(found[1]) : undefined;
}

function readWho(text: string): Who | undefined {
  const name = text.replace(/^@/, "").trim();
  const word = plainWord(name);
  if (word === "") return undefined;
  if (word === "me" || word === "я" || word === "мне") return { kind: "me" };
  if (!text.startsWith("@") && ["none", "nobody", "никто", "никому", "нет"].includes(word)) {
    return { kind: "none" };
  }
  return { kind: "named", name };
}

function first<In, Out>(list: readonly In[], find: (one: In) => Out | undefined): Out | undefined {
  for (const one of list) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}
