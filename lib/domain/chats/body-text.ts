/** Control characters but tab and line ends, and bidirectional overrides. */
const unstorable = /(?![\n\r\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu;

/** Anything that can be seen: white space and characters without width can't. */
const visible = /[^\s\u200B-\u200F\u2060\uFEFF]/u;

/**
 * A message's text as it is stored: what PostgreSQL can't store (NUL) and what would break the line for others (lone
 * surrogates, control characters, bidirectional overrides) is taken out; the rest stays as written.
 */
export const storableText = (text: string): string => text.toWellFormed().replace(unstorable, "");

/** Whether a text that can be stored says anything. */
export const isVisibleText = (text: string): boolean => visible.test(text);
