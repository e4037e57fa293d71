const mostWords = 8;
const mostLetters = 40;

/**
 * The words that somebody typed, as a prefix query for names and addresses: every word must begin one.
 * Quotes and operators of the query language can't pass. Null when nothing is left to look for.
 */
export function prefixQuery(typed: string): string | null {
  const words = typed
    .toLowerCase()
    .split(/[^\p{L}\p{N}@._+-]+/u)
    .map((word) => word.replace(/^[@._+-]+/, "").slice(0, mostLetters))
    .filter((word) => word.length > 0)
    .slice(0, mostWords);
  return words.length > 0 ? words.map((word) => `'${word}':*`).join(" & ") : null;
}

/** The number of `#142` or `142`, or null. */
export function ticketNumber(typed: string): number | null {
  const match = /^#?(\d{1,9})$/.exec(typed.trim());
  return match ? Number(match[1]) : null;
}
