import { isDigit, isLineEnd, isSpace, linesOf, type Reader } from "./reader";

/** Parentheses inside one another in a link's address, as in CommonMark. */
const deepestParentheses = 32;

/**
 * Which characters of a Markdown text stand in code, quotes or links: there nothing is a command. In doubt a place is
 * protected, so that what is shown as code, quote or link never runs. The text is read a bounded number of times.
 * @returns one byte per UTF-16 unit, 1 where protected
 */
export function protectedPlaces(reader: Reader): Uint8Array {
  return new Blocks(reader, false).covered;
}

/** As `protectedPlaces`, but only what stands in code; of quotes that is not looked for. */
export function codePlaces(reader: Reader): Uint8Array {
  return new Blocks(reader, true).covered;
}

type Range = { start: number; end: number };
type Fence = { mark: number; length: number };

/** Blocks line by line; what is running text goes to `coverInline` paragraph by paragraph. */
class Blocks {
  readonly covered: Uint8Array;
  #fence: Fence | null = null;
  /** Running text so far, while it may still go on in the next line. */
  #paragraph: Range | null = null;
  /** The line above belongs to a quote, which goes on in plain lines too. */
  #quote = false;
  #list = false;
  #afterBlank = true;

  constructor(
    private readonly reader: Reader,
    private readonly codeOnly: boolean,
  ) {
    this.covered = new Uint8Array(reader.length);
    for (const line of linesOf(reader)) this.#line(line);
    this.#endParagraph();
  }

  #line(line: Range): void {
    if (this.#fence) this.#inFence(line, this.#fence);
    else {
      const [first, columns] = this.#indent(line.start, line.end);
      if (first === line.end) this.#blank();
      else this.#text(line, first, columns);
    }
  }

  #inFence(line: Range, fence: Fence): void {
    this.#cover(line);
    if (this.#closesFence(line, fence)) this.#fence = null;
  }

  #blank(): void {
    this.#endBlock();
    this.#afterBlank = true;
  }

  #text(line: Range, first: number, columns: number): void {
    const { reader } = this;
    const goesOn = this.#paragraph !== null || this.#quote;
    const content = columns >= 4 && !goesOn ? null : this.#listItems(first, columns, line, goesOn);
    if (content === null) {
      this.#cover(line);
      return;
    }
    this.#afterBlank = false;
    const fence = this.#opensFence(content, line.end);
    if (reader.is(content, ">")) {
      this.#endBlock();
      this.#coverQuote(line);
      this.#quote = this.#indent(content + 1, line.end)[0] < line.end;
    } else if (fence) {
      this.#endBlock();
      this.#fence = fence;
      this.#cover(line);
    } else if (this.#isHeading(content, line.end)) {
      this.#endBlock();
      this.#coverInline({ start: content, end: line.end });
    } else if (this.#isRule(content, line.end)) this.#endBlock();
    else if (this.#quote) this.#coverQuote(line);
    else if (this.#paragraph) this.#paragraph.end = line.end;
    else this.#paragraph = { start: content, end: line.end };
  }

  /** Passes the markers of list items. @returns where the text begins, or null when it is code */
  #listItems(first: number, columns: number, line: Range, goesOn: boolean): number | null {
    let content = first;
    let interrupts = this.#quote || (goesOn && !this.#list);
    let found = false;
    for (;;) {
      const after = this.#listMarker(content, line.end, interrupts);
      if (after === null) break;
      this.#endBlock();
      this.#list = found = true;
      interrupts = false;
      const [next, spaces] = this.#indent(after, line.end);
      if (spaces >= 5) return null;
      content = next;
    }
    if (!found && this.#afterBlank && columns < 2) this.#list = false;
    return content;
  }

  /** @param interrupts running text above: only an item with text, and of an ordered list only the first, ends it */
  #listMarker(at: number, end: number, interrupts: boolean): number | null {
    const { reader } = this;
    let after = at + 1;
    if (isDigit(reader.at(at))) {
      while (after - at < 9 && isDigit(reader.at(after))) after += 1;
      if (!reader.is(after, ".") && !reader.is(after, ")")) return null;
      if (interrupts && !(after === at + 1 && reader.is(at, "1"))) return null;
      after += 1;
    } else if (!(reader.is(at, "-") || reader.is(at, "*") || reader.is(at, "+"))) return null;
    if (after < end && !isSpace(reader.at(after))) return null;
    if (this.#isRule(at, end)) return null;
    if (interrupts && this.#indent(after, end)[0] === end) return null;
    return after;
  }

  #opensFence(at: number, end: number): Fence | null {
    const { reader } = this;
    const mark = reader.at(at);
    if (mark !== 96 && mark !== 126) return null;
    let after = at;
    while (after < end && reader.at(after) === mark) after += 1;
    if (after - at < 3) return null;
    const fence = { mark, length: after - at };
    if (mark === 126) return fence;
    for (; after < end; after++) if (reader.at(after) === mark) return null;
    return fence;
  }

  #closesFence(line: Range, fence: Fence): boolean {
    const { reader } = this;
    let [at] = this.#indent(line.start, line.end);
    const first = at;
    while (at < line.end && reader.at(at) === fence.mark) at += 1;
    return at - first >= fence.length && this.#indent(at, line.end)[0] === line.end;
  }

  #isHeading(at: number, end: number): boolean {
    const { reader } = this;
    let after = at;
    while (after - at < 7 && reader.is(after, "#")) after += 1;
    const level = after - at;
    return level >= 1 && level <= 6 && (after === end || isSpace(reader.at(after)));
  }

  /** `---`, `* * *`: a line across, or the line under a heading. */
  #isRule(at: number, end: number): boolean {
    const { reader } = this;
    const mark = reader.at(at);
    if (mark !== 42 && mark !== 45 && mark !== 95) return false;
    let marks = 0;
    for (let place = at; place < end; place++) {
      const unit = reader.at(place);
      if (unit === mark) marks += 1;
      else if (!isSpace(unit)) return false;
    }
    return marks >= 3;
  }

  /** Where the white space from there ends, and how many columns wide it is. */
  #indent(from: number, end: number): [at: number, columns: number] {
    let at = from;
    let columns = 0;
    for (; at < end; at++) {
      const unit = this.reader.at(at);
      if (!isSpace(unit)) break;
      columns = unit === 9 ? columns + 4 - (columns % 4) : columns + 1;
    }
    return [at, columns];
  }

  #cover({ start, end }: Range): void {
    this.covered.fill(1, start, end);
  }

  #coverQuote(line: Range): void {
    if (!this.codeOnly) this.#cover(line);
  }

  #coverInline(range: Range): void {
    coverInline(this.reader, this.covered, range, this.codeOnly);
  }

  #endBlock(): void {
    this.#endParagraph();
    this.#quote = false;
  }

  #endParagraph(): void {
    if (this.#paragraph) this.#coverInline(this.#paragraph);
    this.#paragraph = null;
  }
}

/** Code spans and links of running text, which may go over several lines. */
function coverInline(reader: Reader, covered: Uint8Array, { start, end }: Range, codeOnly: boolean): void {
  const closers = codeRuns(reader, start, end);
  const brackets: number[] = [];
  let at = start;
  const coverTo = (from: number, to: number) => {
    covered.fill(1, from, to);
    at = to;
  };
  const passLink = (from: number, to: number) => {
    if (codeOnly) at = to;
    else coverTo(from, to);
  };
  while (at < end) {
    const unit = reader.at(at);
    if (unit === 92) at += 2;
    else if (unit === 96) {
      let after = at;
      while (after < end && reader.is(after, "`")) after += 1;
      const close = closers(after - at, after);
      if (close === null) at = after;
      else coverTo(at, close);
    } else if (unit === 60) {
      const after = autolinkEnd(reader, at, end);
      if (after === null) at += 1;
      else passLink(at, after);
    } else if (unit === 91) {
      brackets.push(at);
      at += 1;
    } else if (unit === 93) {
      const open = brackets.pop();
      const after = open === undefined || !reader.is(at + 1, "(") ? null : targetEnd(reader, at + 1, end);
      if (open === undefined || after === null) at += 1;
      else passLink(open, after);
    } else at += 1;
  }
}

/** Finds where code that begins with so many backticks ends. Asked from left to right, each run is passed once. */
function codeRuns(reader: Reader, start: number, end: number) {
  const runs = new Map<number, { starts: number[]; next: number }>();
  for (let at = start; at < end; at++) {
    if (!reader.is(at, "`")) continue;
    const from = at;
    while (at < end && reader.is(at, "`")) at += 1;
    const same = runs.get(at - from);
    if (same) same.starts.push(from);
    else runs.set(at - from, { starts: [from], next: 0 });
  }
  return (length: number, from: number): number | null => {
    const same = runs.get(length);
    if (!same) return null;
    while (same.next < same.starts.length && same.starts[same.next]! < from) same.next += 1;
    const found = same.starts[same.next];
    return found === undefined ? null : found + length;
  };
}

/** `<https://…>`, `<ana@flowra.example>` */
function autolinkEnd(reader: Reader, open: number, end: number): number | null {
  let isAddress = false;
  for (let at = open + 1; at < end; at++) {
    const unit = reader.at(at);
    if (unit === 62) return isAddress ? at + 1 : null;
    if (unit === 60 || isSpace(unit)) return null;
    isAddress ||= unit === 58 || unit === 64;
  }
  return null;
}

/** The end of `(address "title")` behind a link's text, or null when it is none. */
function targetEnd(reader: Reader, open: number, end: number): number | null {
  const space = (from: number) => {
    let at = from;
    while (at < end && isSpace(reader.at(at))) at += 1;
    return at;
  };
  const address = addressEnd(reader, space(open + 1), end);
  if (address === null) return null;
  const behind = space(address);
  if (behind < end && reader.is(behind, ")")) return behind + 1;
  if (behind === address) return null;
  const title = titleEnd(reader, behind, end);
  if (title === null) return null;
  const close = space(title);
  return close < end && reader.is(close, ")") ? close + 1 : null;
}

function addressEnd(reader: Reader, from: number, end: number): number | null {
  let at = from;
  if (reader.is(at, "<")) {
    for (at += 1; at < end; at++) {
      const unit = reader.at(at);
      if (unit === 62) return at + 1;
      if (unit === 60 || isLineEnd(unit)) return null;
      if (unit === 92) at += 1;
    }
    return null;
  }
  let depth = 0;
  for (; at < end; at++) {
    const unit = reader.at(at);
    if (isSpace(unit)) break;
    if (unit === 92) at += 1;
    else if (unit === 40) {
      depth += 1;
      if (depth > deepestParentheses) return null;
    } else if (unit === 41) {
      if (depth === 0) break;
      depth -= 1;
    }
  }
  return depth === 0 ? Math.min(at, end) : null;
}

function titleEnd(reader: Reader, from: number, end: number): number | null {
  const open = reader.at(from);
  if (open !== 34 && open !== 39 && open !== 40) return null;
  const close = open === 40 ? 41 : open;
  for (let at = from + 1; at < end; at++) {
    const unit = reader.at(at);
    if (unit === close) return at + 1;
    if (unit === 40 && open === 40) return null;
    if (unit === 92) at += 1;
  }
  return null;
}
