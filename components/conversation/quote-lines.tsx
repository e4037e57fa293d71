import { plainLine } from "@/lib/domain/chats/plain-line";
import type { Quote } from "@/lib/domain/chats/views";

export interface QuoteLinesProps {
  quote: Quote;
  /** What stands over it: who said it. */
  name: string;
  /** What stands in its place once it was deleted. */
  deleted: string;
}

/** Who said what is quoted, and how it begins. */
export function QuoteLines({ quote, name, deleted }: QuoteLinesProps) {
  return (
    <>
      <span className="block truncate font-medium">{name}</span>
      <span dir="auto" className="line-clamp-2 opacity-90">
        {quote.deleted ? deleted : plainLine(quote.text)}
      </span>
    </>
  );
}
