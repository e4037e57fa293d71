import { useTranslations } from "next-intl";
import { plainLine } from "@/lib/domain/chats/plain-line";
import type { Quote } from "@/lib/domain/chats/views";

/** What a message answers: who said it and how it begins. */
export function QuoteBlock({ quote }: { quote: Quote }) {
  const t = useTranslations("customer");
  return (
    <p className="mb-1 min-w-0 border-current/40 border-l-2 pl-2 text-xs">
      <span className="block truncate font-medium">{quote.author.name ?? t("you")}</span>
      <span dir="auto" className="line-clamp-2 opacity-90">
        {quote.deleted ? t("deleted") : plainLine(quote.text)}
      </span>
    </p>
  );
}
