import { isVisible } from "@/lib/core/visible";
import { storableText } from "@/lib/domain/chats/body-text";

/**
 * A value as it may stand in Markdown, where it is read as it is written: no mark, link, hashtag command, mention or
 * further variable comes of what somebody is called. Punctuation that means nothing at its place stays as it is.
 */
export function plainValue(value: string): string {
  const line = inOneLine(value);
  return line.replace(/[!-/:-@[-`{-~]/g, (mark, at: number) =>
    isPlain(mark, line, at) ? mark : `\\${mark}`,
  );
}

/** A value as it may stand in code: it can't end it. */
export const codeValue = (value: string): string => inOneLine(value).replace(/[`~]/g, "'");

/** Empty where nothing of it can be seen. */
const inOneLine = (value: string): string =>
  isVisible(value) ? storableText(value.toWellFormed()).replace(/\s+/gu, " ").trim() : "";

function isPlain(mark: string, line: string, at: number): boolean {
  const before = line[at - 1] ?? "";
  const after = line[at + 1] ?? "";
  switch (mark) {
    case "'":
    case ",":
    case ";":
    case "/":
    case "?":
    case "%":
    case "$":
    case "^":
      return true;
    // A list item, a line across or under a heading begins a line; no word does with these behind it.
    case "-":
    case "+":
    case "=":
      return isWord(before);
    // `1.` is a list item, `www.` an address.
    case ".":
      return (
        (isWord(before) && !/(?:[0-9]|www)$/i.test(line.slice(0, at))) ||
        /[0-9]\.[0-9]/.test(line.slice(at - 1, at + 2))
      );
    case "_":
    case "@":
      return isWord(before) && isWord(after);
    case "&":
      return !/[a-z#]/i.test(after);
    default:
      return false;
  }
}

const isWord = (character: string): boolean => /^[\p{L}\p{N}]$/u.test(character);
