import { useTranslations } from "next-intl";
import type { Quote } from "@/lib/domain/chats/views";
import { QuoteLines } from "./quote-lines";

/** What a message answers: who said it and how it begins. */
export function QuoteBlock({ quote }: { quote: Quote }) {
  const t = useTranslations("customer");
  return (
    <p className="mb-1 min-w-0 border-current/40 border-l-2 pl-2 text-xs">
      <QuoteLines quote={quote} name={quote.author.name ?? t("you")} deleted={t("deleted")} />
    </p>
  );
}
