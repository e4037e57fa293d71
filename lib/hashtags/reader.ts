/** A text that is read character by character and counts how often, so that a test can hold the cost linear. */
export class Reader {
  reads = 0;

  constructor(readonly text: string) {}

  get length(): number {
    return this.text.length;
  }

  /** The UTF-16 unit there; NaN beyond the ends, which equals nothing. */
  at(index: number): number {
    this.reads += 1;
    return this.text.charCodeAt(index);
  }

  /** Whether exactly this character stands there. */
  is(index: number, character: string): boolean {
    return this.at(index) === character.charCodeAt(0);
  }
}

export const isLineEnd = (unit: number) => unit === 10 || unit === 13;

export const isSpace = (unit: number) =>
  unit === 32 ||
  (unit >= 9 && unit <= 13) ||
  unit === 0xa0 ||
  unit === 0x1680 ||
  (unit >= 0x2000 && unit <= 0x200a) ||
  unit === 0x2028 ||
  unit === 0x2029 ||
  unit === 0x202f ||
  unit === 0x205f ||
  unit === 0x3000 ||
  unit === 0xfeff;

export const isDigit = (unit: number) => unit >= 48 && unit <= 57;

export const isAsciiLetter = (unit: number) => (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);

export type Line = {
  start: number;
  /** Where its text ends, */
  end: number;
  /** and where the next line begins. */
  next: number;
};

/** The lines of a text; the last one may be empty. */
export function linesOf(reader: Reader): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let at = 0; at < reader.length; at++) {
    if (!isLineEnd(reader.at(at))) continue;
    const next = reader.is(at, "\r") && reader.is(at + 1, "\n") ? at + 2 : at + 1;
    lines.push({ start, end: at, next });
    start = next;
    at = next - 1;
  }
  lines.push({ start, end: reader.length, next: reader.length });
  return lines;
}
