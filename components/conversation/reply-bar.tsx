"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/icon-button";
import type { Quote } from "@/lib/domain/chats/views";
import { QuoteBlock } from "./quote-block";

/** Above what is being written: the message that it answers. */
export function ReplyBar({ quote, onCancel }: { quote: Quote; onCancel: () => void }) {
  const t = useTranslations("customer.reply");
  return (
    <section aria-label={t("to")} className="flex items-start gap-2 px-2 pt-2 text-muted">
      <div className="min-w-0 flex-1">
        <QuoteBlock quote={quote} />
      </div>
      <IconButton label={t("cancel")} size="xs" onClick={onCancel}>
        <X aria-hidden />
      </IconButton>
    </section>
  );
}
