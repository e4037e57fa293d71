import { protectedPlaces } from "./protected";
import { isAsciiLetter, isDigit, isLineEnd, isSpace, Reader } from "./reader";
import { isParamKey, longestName, type ParamKey, type Tag, tagNamed } from "./tags";
import { takeOut } from "./take-out";

export type Param = { key: ParamKey; value: string; start: number; end: number };

/** A known hashtag with what belongs to it; places are those of the message's text. */
export type Command = {
  tag: Tag;
  start: number;
  end: number;
  /** As it was written, without quotation marks. */
  value: string | null;
  params: Param[];
  /** Words that are neither the value nor a parameter. */
  extra: string | null;
  /** Of what is created: the value, or else what stands before the tag. */
  title: string | null;
};

/** `#142` */
export type TaskReference = { number: number; start: number; end: number };

export type Parsed = {
  commands: Command[];
  references: TaskReference[];
  /** The text without its commands: what customers get. */
  text: string;
};

type Options = {
  /** Names of the people mentioned in the message: one of several words is one value behind `assignee:@`. */
  people?: readonly string[];
};

/**
 * Reads the commands of a message (spec "Chat commands"): a known hashtag at the start or after white space, and
 * behind it, up to the next one or the line's end, its value and parameters. Code, quotes and links are plain text.
 * Pure and never throws; the same in the browser's preview and on the server.
 */
export function parseCommands(text: string, options: Options = {}): Parsed {
  if (!text.includes("#")) return { commands: [], references: [], text };
  return parse(new Reader(text), options);
}

/** @param reader counts what it costs */
export function parse(reader: Reader, { people = [] }: Options = {}): Parsed {
  const covered = protectedPlaces(reader);
  const commands: Command[] = [];
  const references: TaskReference[] = [];
  let commandsEnd = 0;
  let line: Rest = { end: -1, unclosed: new Set() };
  for (let at = 0; at < reader.length; at++) {
    if (!reader.is(at, "#") || covered[at] === 1) continue;
    const found = at >= commandsEnd ? tagAt(reader, covered, at) : undefined;
    if (found) {
      if (line.end < at) line = restOfLine(reader, at);
      const command = new CommandReader(reader, covered, { ...found, start: at, line }, people).command;
      commands.push(command);
      commandsEnd = command.end;
      continue;
    }
    const reference = referenceAt(reader, at);
    if (reference) references.push(reference);
  }
  return { commands, references, text: takeOut(reader, commands) };
}

type Rest = {
  end: number;
  /** Opening quotation marks that nothing closes on this line. */
  unclosed: Set<string>;
};

function restOfLine(reader: Reader, from: number): Rest {
  let end = from;
  while (end < reader.length && !isLineEnd(reader.at(end))) end += 1;
  return { end, unclosed: new Set() };
}

type Found = { tag: Tag; end: number };

function tagAt(reader: Reader, covered: Uint8Array, at: number): Found | undefined {
  if (!reader.is(at, "#") || covered[at] === 1) return undefined;
  if (at > 0 && !isSpace(reader.at(at - 1))) return undefined;
  let end = at + 1;
  while (end - at <= longestName + 1 && isAsciiLetter(reader.at(end))) end += 1;
  if (end < reader.length && !isSpace(reader.at(end))) return undefined;
  const tag = tagNamed(reader.text.slice(at + 1, end));
  return tag && { tag, end };
}

const mostDigits = 9;

function referenceAt(reader: Reader, at: number): TaskReference | undefined {
  if (at > 0 && isWordOf(reader.text[at - 1]!)) return undefined;
  let end = at + 1;
  while (end - at <= mostDigits + 1 && isDigit(reader.at(end))) end += 1;
  const digits = end - at - 1;
  if (digits === 0 || digits > mostDigits || reader.is(at + 1, "0")) return undefined;
  if (end < reader.length && isWordOf(reader.text[end]!)) return undefined;
  return { number: Number(reader.text.slice(at + 1, end)), start: at, end };
}

/** Letters, digits and what glues them: `a#1`, `#1st`, `/#1`, `#1-2` and `\#1` are not about a task. */
const isWordOf = (character: string) => /[\p{L}\p{N}_#&/\\-]/u.test(character);

/** Closing marks by their opening one. */
const quotes: Record<string, string> = { '"': '"', "“": "”", "„": "“”", "«": "»" };

/** Reads what follows a tag, word by word. */
class CommandReader {
  readonly command: Command;
  readonly #end: number;
  readonly #unclosed: Set<string>;
  #at: number;
  #value: { start: number; end: number } | null = null;
  /** Whether a word now would still belong to the value. */
  #valueOpen = true;
  #extra: string[] = [];

  constructor(
    private readonly reader: Reader,
    private readonly covered: Uint8Array,
    { tag, start, end, line }: Found & { start: number; line: Rest },
    private readonly people: readonly string[],
  ) {
    this.#end = line.end;
    this.#unclosed = line.unclosed;
    this.#at = end;
    this.command = { tag, start, end, value: null, params: [], extra: null, title: null };
    while (this.#toWord()) {
      this.#word();
      this.command.end = this.#at;
    }
    if (this.#value) this.command.value ??= tidy(reader.text.slice(this.#value.start, this.#value.end));
    if (this.#extra.length > 0) this.command.extra = this.#extra.join(" ");
  }

  /** Moves to the next word. @returns whether there is one that belongs to this command */
  #toWord(): boolean {
    while (this.#at < this.#end && isSpace(this.reader.at(this.#at))) this.#at += 1;
    return this.#at < this.#end && !tagAt(this.reader, this.covered, this.#at);
  }

  #word(): void {
    const start = this.#at;
    const key = this.#key();
    const quoted = key ? null : this.#quoted();
    if (key) this.#param(key, start);
    else if (quoted !== null) this.#takeQuoted(quoted);
    else this.#takeWord(start);
  }

  #takeQuoted(text: string): void {
    if (this.command.value !== null || this.#value) this.#extra.push(text);
    else this.command.value = text;
  }

  #takeWord(start: number): void {
    this.#at = this.#wordEnd(start);
    const word = { start, end: this.#at };
    if (this.command.value !== null || !this.#valueOpen)
      this.#extra.push(this.reader.text.slice(start, this.#at));
    else if (this.#value) this.#value.end = word.end;
    else this.#value = word;
  }

  /** Passes `key:` when it is one of a parameter. */
  #key(): ParamKey | null {
    let after = this.#at;
    while (after - this.#at <= longestName && isAsciiLetter(this.reader.at(after))) after += 1;
    if (after === this.#at || !this.reader.is(after, ":")) return null;
    const key = this.reader.text.slice(this.#at, after).toLowerCase();
    if (!isParamKey(key)) return null;
    this.#at = after + 1;
    return key;
  }

  #param(key: ParamKey, start: number): void {
    if (this.#value) this.#valueOpen = false;
    const behind = this.#at;
    // `priority: high`, as people write it.
    const isValue = this.#toWord() && (this.#at === behind || !this.#isKey());
    if (!isValue) this.#at = behind;
    const value = isValue ? (this.#quoted() ?? this.#person() ?? this.#plainWord()) : "";
    this.command.params.push({ key, value, start, end: this.#at });
  }

  #isKey(): boolean {
    const here = this.#at;
    const found = this.#key() !== null;
    this.#at = here;
    return found;
  }

  #plainWord(): string {
    const start = this.#at;
    this.#at = this.#wordEnd(start);
    return this.reader.text.slice(start, this.#at);
  }

  #wordEnd(from: number): number {
    let at = from;
    while (at < this.#end && !isSpace(this.reader.at(at))) at += 1;
    return at;
  }

  /** A quoted text of this line, which may hold hashtags and keys. */
  #quoted(): string | null {
    const open = this.reader.text[this.#at]!;
    const close = quotes[open];
    if (!close || this.#unclosed.has(open)) return null;
    for (let at = this.#at + 1; at < this.#end; at++) {
      const character = this.reader.text[at]!;
      this.reader.reads += 1;
      if (character === "\\") at += 1;
      else if (close.includes(character)) {
        const text = this.reader.text.slice(this.#at + 1, at);
        this.#at = at + 1;
        return tidy(text.replace(/\\(["\\“”„«»])/g, "$1"));
      }
    }
    this.#unclosed.add(open);
    return null;
  }

  /** `@Ana Silva`, when she is mentioned in the message. */
  #person(): string | null {
    if (!this.reader.is(this.#at, "@")) return null;
    const start = this.#at + 1;
    const fits = (name: string) => {
      const end = start + name.length;
      if (end > this.#end || (end < this.#end && !isSpace(this.reader.at(end)))) return false;
      return this.reader.text.slice(start, end).toLowerCase() === name.toLowerCase();
    };
    const name = this.people.filter((one) => one.includes(" ") && fits(one)).sort(byLength)[0];
    if (!name) return null;
    this.#at = start + name.length;
    return `@${name}`;
  }
}

const byLength = (a: string, b: string) => b.length - a.length;

/** In one line, with single spaces. */
const tidy = (text: string) =>
  text
    .split(/\s/u)
    .filter((word) => word !== "")
    .join(" ");
