import { useTranslations } from "next-intl";
import type { Origin } from "@/lib/chat-client/joined-threads";

/** In which other ticket something stands that is shown here; nothing for what stands in this one. */
export function OriginMark({ origin }: { origin: Origin | null | undefined }) {
  const t = useTranslations("chat");
  if (!origin) return null;
  return (
    <span
      title={t("origin", { number: origin.number })}
      className="shrink-0 rounded-sm bg-sunken px-1 text-muted tabular-nums"
    >
      #{origin.number}
    </span>
  );
}
