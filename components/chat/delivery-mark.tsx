import { Check, CheckCheck, Clock } from "lucide-react";
import { useTranslations } from "next-intl";
import type { MessageLine } from "./thread-lines";

const icons = { sending: Clock, waiting: Clock, sent: Check, delivered: CheckCheck, read: CheckCheck };

/** How far a reply has come, as an icon with its words for screen readers and on hover. */
export function DeliveryMark({ line }: { line: MessageLine }) {
  const t = useTranslations("chat.delivery");
  const status = line.unsent ? line.unsent.status : line.delivery;
  if (status === null || status === "failed") return null;
  const Icon = icons[status];
  return (
    <span
      title={t(status)}
      className={`inline-flex items-center gap-1 ${status === "read" ? "text-accent-text" : ""} ${status === "sending" ? "animate-appear-late" : ""}`}
    >
      <Icon aria-hidden className="size-3.5" />
      <span className={status === "waiting" ? "" : "sr-only"}>{t(status)}</span>
    </span>
  );
}
