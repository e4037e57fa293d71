import type { MemberEntry, Quote } from "./views";

/** How much of a message is shown where another one answers it. */
export const quoteLength = 200;

/** An entry as it is shown where another one answers it. */
export function quoteOf({ id, seq, kind, author, body, deleted }: MemberEntry): Quote {
  const name = author.kind === "system" ? null : author.name;
  return { id, seq, kind, author: { name }, text: body.slice(0, quoteLength).toWellFormed(), deleted };
}
