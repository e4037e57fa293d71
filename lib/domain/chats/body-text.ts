/** Control characters but tab and line ends, and bidirectional overrides. */
const unstorable = /(?![\n\r\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu;

/**
 * A message's text as it is stored: what PostgreSQL can't store (NUL) and what would break the line for others (lone
 * surrogates, control characters, bidirectional overrides) is taken out; the rest stays as written.
 */
export const storableText = (text: string): string => text.toWellFormed().replace(unstorable, "");
