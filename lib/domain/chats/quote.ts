import { previewOf } from "./preview";
import type { MemberEntry, Quote } from "./views";

/** An entry as it is shown where another one answers it. */
export function quoteOf({ id, seq, kind, author, body, files, deleted }: MemberEntry): Quote {
  const name = author.kind === "system" ? null : author.name;
  const text = previewOf(
    body,
    files.map((file) => file.name),
  );
  return { id, seq, kind, author: { name }, text, deleted };
}
