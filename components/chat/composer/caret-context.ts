import { protectedPlaces } from "@/lib/hashtags/protected";
import { Reader } from "@/lib/hashtags/reader";
import {
  isParamKey,
  type ParamKey,
  params,
  rulesOf,
  type Tag,
  tagNamed,
  type ValueKind,
} from "@/lib/hashtags/tags";

/** What stands before the caret and can be completed: from where on, and what of it is typed. */
export type CaretContext = { from: number; query: string } & (
  | { kind: "person" }
  /** A command, or a task by its title. */
  | { kind: "hash" }
  | { kind: "task" }
  | { kind: "emoji" }
  /** A canned reply, by its shortcut or title. */
  | { kind: "canned" }
  | { kind: "value"; of: ValueKind; tag: Tag; param: ParamKey | null }
  | { kind: "param"; tag: Tag }
);

type Found = CaretContext & {
  /** What else must not stand in code: the command that a value belongs to. */
  needs?: number;
};

/** What is further away from the caret than this belongs to something else. */
const farthest = 400;
const longestName = 60;

/**
 * Looks for something to complete before the caret. In code, quotes and links nothing is completed. Never throws;
 * reads a bounded part of the text, and all of it once more only when there is something to complete.
 */
export function caretContext(text: string, caret: number): CaretContext | null {
  const end = Math.min(Math.max(0, caret), text.length);
  const start = Math.max(end - farthest, text.lastIndexOf("\n", end - 1) + 1, 0);
  const line = end === 0 ? "" : text.slice(start, end);
  const found = cannedIn(line) ?? hashIn(line) ?? valueIn(line) ?? personIn(line) ?? emojiIn(line);
  if (!found) return null;
  const { needs = found.from, ...context } = found;
  const covered = protectedPlaces(new Reader(text));
  if (covered[start + found.from] === 1 || covered[start + needs] === 1) return null;
  return { ...context, from: start + found.from };
}

function cannedIn(line: string): Found | null {
  const word = /(?:^|\s)\/([\p{L}\p{N}][\p{L}\p{M}\p{N}_.-]*)?$/u.exec(line.slice(-60));
  if (!word) return null;
  const query = word[1] ?? "";
  return { kind: "canned", from: line.length - query.length - 1, query };
}

function hashIn(line: string): Found | null {
  const number = /(?:^|[^\p{L}\p{N}_#&/\\-])#(\d{1,9})$/u.exec(line.slice(-12))?.[1];
  if (number) return { kind: "task", from: line.length - number.length - 1, query: number };
  const word = /(?:^|\s)#([\p{L}_][\p{L}\p{N}_-]*)?$/u.exec(line.slice(-40));
  if (!word) return null;
  const query = word[1] ?? "";
  return { kind: "hash", from: line.length - query.length - 1, query };
}

/** Behind a command: its value, or one of its parameters. */
function valueIn(line: string): Found | null {
  const command = lastCommandIn(line);
  if (!command) return null;
  const { tag, start, end } = command;
  const rules = rulesOf(tag);
  const rest = line.slice(end);
  const place = (query: string) => ({ from: line.length - query.length, query, needs: start });
  const param = /(?:^|\s)([a-z]+): ?(@[^@]*|\S*)$/i.exec(rest);
  const key = param?.[1]?.toLowerCase() ?? "";
  if (param && isParamKey(key) && rules.params.includes(key)) {
    return { kind: "value", of: params[key], tag, param: key, ...place(param[2] ?? "") };
  }
  if (rules.creates) {
    const begun = /\s([a-z]{2,})$/i.exec(rest)?.[1];
    const isKey = begun && rules.params.some((name) => name.startsWith(begun.toLowerCase()));
    return isKey ? { kind: "param", tag, ...place(begun) } : null;
  }
  const value = rest.trimStart();
  if (!rules.value || !isOneValue(value, rules.value)) return null;
  if (rules.value === "tags")
    return { kind: "value", of: "tags", tag, param: null, ...place(lastTagOf(value)) };
  return { kind: "value", of: rules.value, tag, param: null, ...place(value) };
}

/** Of `vip, -la` what is being typed. */
const lastTagOf = (value: string) => /^\s*-?\s*(.*)$/s.exec(value.split(",").at(-1)!)![1]!;

/** Names, tags and statuses may have several words. */
function isOneValue(value: string, kind: ValueKind): boolean {
  if (kind === "tags") return !value.includes('"') && lastTagOf(value).split(/\s/).length <= 4;
  if (kind === "assignee" && value.startsWith("@"))
    return value.length <= longestName && !/\s\s|\s@/.test(value);
  if (kind === "status") return value.split(/\s/).length <= 3;
  return !/\s/.test(value);
}

function lastCommandIn(line: string): { tag: Tag; start: number; end: number } | null {
  let last: { tag: Tag; start: number; end: number } | null = null;
  for (const match of line.matchAll(/(?<=^|\s)#([a-z]{1,20})(?=\s)/gi)) {
    const tag = tagNamed(match[1]!);
    if (tag) last = { tag, start: match.index, end: match.index + match[0].length };
  }
  return last;
}

function personIn(line: string): Found | null {
  const at = line.lastIndexOf("@");
  if (at < 0 || line.length - at - 1 > longestName) return null;
  if (at > 0 && /[\p{L}\p{N}_]/u.test(line[at - 1]!)) return null;
  const query = line.slice(at + 1);
  if (/^\s|\s\s|[,;:!?]\s|["“”«»#]/.test(query) || query.split(" ").length > 4) return null;
  return { kind: "person", from: at, query };
}

function emojiIn(line: string): Found | null {
  const query = /(?:^|[\s([{"'«„“*_~>]):([\p{L}\p{N}_+-]{2,30})$/u.exec(line.slice(-40))?.[1];
  return query ? { kind: "emoji", from: line.length - query.length - 1, query } : null;
}
