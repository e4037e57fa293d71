/** Text in which somebody is named, cut so that the names stand by themselves. */
export type TextPart = { text: string; name: string | null };

/** Whether `@Name` stands in a text, by itself and not as part of a longer word; `\@Name` names nobody. */
export const isNamedIn = (text: string, name: string): boolean => patternOf([name]).test(text);

/** Cuts a text at the names that are mentioned in it. Of two that begin alike the longer one counts. */
export function cutAtNames(text: string, names: readonly string[]): TextPart[] {
  if (names.length === 0) return [{ text, name: null }];
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(patternOf(names))) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index), name: null });
    end = match.index + match[0].length;
    parts.push({ text: match[0], name: match[0].slice(1) });
  }
  if (end < text.length) parts.push({ text: text.slice(end), name: null });
  return parts;
}

function patternOf(names: readonly string[]): RegExp {
  const longestFirst = [...names].sort((a, b) => b.length - a.length).map(escaped);
  return new RegExp(`(?<![\\p{L}\\p{N}_\\\\])@(?:${longestFirst.join("|")})(?![\\p{L}\\p{N}_])`, "gu");
}

// No "-": outside of brackets it means nothing, and a Unicode pattern refuses to see it escaped.
const escaped = (name: string) => name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
