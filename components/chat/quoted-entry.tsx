import { useTranslations } from "next-intl";
import { plainLine } from "@/lib/domain/chats/plain-line";
import type { Quote } from "@/lib/domain/chats/views";

/** What a message answers: who said it and how it begins. Leads there where that is possible. */
export function QuotedEntry({ quote, onOpen }: { quote: Quote; onOpen?: (quote: Quote) => void }) {
  const t = useTranslations("chat");
  const content = (
    <>
      <span className="block truncate font-medium">{quote.author.name ?? t("anonymous")}</span>
      <span dir="auto" className="line-clamp-2 opacity-80">
        {quote.deleted ? t("deleted") : plainLine(quote.text)}
      </span>
    </>
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
