import { Reply, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { QuoteLines } from "@/components/conversation/quote-lines";
import { IconButton } from "@/components/ui/icon-button";
import type { Quote } from "@/lib/domain/chats/views";

/** Over the field: which message this answers. */
export function ReplyBar({ quote, onCancel }: { quote: Quote; onCancel: () => void }) {
  const t = useTranslations("composer");
  return (
    <div className="mx-2 mt-2 flex items-center gap-2 rounded-md border-accent border-l-2 bg-hover py-1 pr-1 pl-2 text-xs">
      <Reply aria-hidden className="size-3.5 shrink-0 text-subtle" />
      <p className="min-w-0 flex-1">
        <QuoteLines
          quote={quote}
          name={t("answers", { name: quote.author.name ?? t("visitor") })}
          deleted={t("deleted")}
        />
      </p>
      <IconButton label={t("cancelAnswer")} size="xs" onClick={onCancel}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
