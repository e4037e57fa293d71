import { useTranslations } from "next-intl";
import { QuoteLines } from "@/components/conversation/quote-lines";
import type { Quote } from "@/lib/domain/chats/views";

/** What a message answers: who said it and how it begins. Leads there where that is possible. */
export function QuotedEntry({ quote, onOpen }: { quote: Quote; onOpen?: (quote: Quote) => void }) {
  const t = useTranslations("chat");
  const content = (
    <QuoteLines quote={quote} name={quote.author.name ?? t("anonymous")} deleted={t("deleted")} />
  );
  const look = "mb-1 block min-w-0 max-w-full border-current/40 border-l-2 pl-2 text-left text-xs";
  if (!onOpen) return <p className={look}>{content}</p>;
  return (
    <button
      type="button"
      title={t("toQuoted")}
      onClick={() => onOpen(quote)}
      className={`${look} rounded-r-sm hover:bg-hover/60`}
    >
      {content}
    </button>
  );
}
