import { useTranslations } from "next-intl";
import type { Quote } from "@/lib/domain/chats/views";

/** What a message answers: who said it and how it begins. */
export function QuotedEntry({ quote }: { quote: Quote }) {
  const t = useTranslations("chat");
  return (
    <p className="mb-1 min-w-0 border-current/30 border-l-2 pl-2 text-xs">
      <span className="block truncate font-medium">{quote.author.name ?? t("anonymous")}</span>
      <span dir="auto" className="line-clamp-2 text-muted">
        {quote.deleted ? t("deleted") : quote.text}
      </span>
    </p>
  );
}
